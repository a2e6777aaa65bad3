// A million leads from one file, from the upload to the last row's commit: see README.md.
import { createWriteStream, openAsBlob, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { finished } from 'node:stream/promises';
import { acme, cpu, until } from '../stack.mjs';

const user = 'owner@acme.test';
const rows = Number(process.env.BENCH_IMPORT_ROWS ?? 1_000_000);
const titles = ['CEO', 'Chief Revenue Officer', 'VP Sales', 'Director of Marketing', 'Head of Growth', 'Account Manager', 'Engineer'];
const countries = ['United States', 'Germany', 'United Kingdom', 'France', 'Netherlands'];
const industries = ['Software', 'Manufacturing', 'Retail', 'Logistics', 'Media'];

/** People who differ in everything that leads are told apart by. One row in a thousand can't be read. */
async function file(path, name, rows) {
    const areaCode = { early: 415, person: 510, again: 628 }[name];
    const out = createWriteStream(path);
    out.write('first_name,last_name,email,email_verified,phone,title,company,website,industry,employees,country,linkedin_url,hiring,crm_id\n');
    for (let i = 0; i < rows; i += 1000) {
        let text = '';
        for (let j = i; j < Math.min(i + 1000, rows); j++) {
            const at = j % 1000 === 999 ? '(at)' : '@';
            text += `Ann${j},Lee,${name}${j}${at}company${j % 5000}.test,${j % 2 ? 'yes' : 'no'},+1${areaCode}${2_000_000 + j},${titles[j % 7]},` +
                `"Company ${j % 5000}, Inc.",https://company${j % 5000}.test,${industries[j % 5]},${j % 400},${countries[j % 5]},` +
                `https://www.linkedin.com/in/${name}-${j},${j % 3 ? 'yes' : 'no'},N-${j}\n`;
        }
        if (!out.write(text)) {
            await new Promise((room) => out.once('drain', room));
        }
    }
    out.end();
    await finished(out);
}

async function upload(stack, path) {
    const form = new FormData();
    form.append('file', await openAsBlob(path), 'leads.csv');
    form.append('list', 'Bench');
    const response = await fetch(`${stack.outreach}/api/v1/leads/import`, {
        method: 'POST', headers: { authorization: `Bearer ${await stack.token(user)}` }, body: form,
    });
    if (response.status !== 202) {
        throw new Error(`not taken: ${response.status} ${await response.text()}`);
    }
    return (await response.json()).id;
}

async function ended(stack, id) {
    for (let asked = 0; ; asked++) {
        const answer = await stack.call(stack.outreach, user, 'GET', `/api/v1/leads/imports/${id}`);
        if (answer.status !== 'running') {
            return answer;
        }
        if (asked % 10 === 9) {
            console.log(`  ${answer.total} rows, load ${loadavg()[0].toFixed(1)}`);
        }
        await new Promise((later) => setTimeout(later, 500));
    }
}

async function leads(stack, name) {
    const { rows: [found] } = await stack.sql('spectrum', (client) => client.query(
        `select count(*)::int leads, count(distinct email)::int emails from outreach.lead
         where tenant_id = $1 and email like $2 and deleted_at is null`, [acme, `${name}%`]));
    return found;
}

export default async function measure(stack) {
    const path = `${tmpdir()}/spectrum-bench-${process.pid}.csv`;
    process.on('exit', () => rmSync(path, { force: true }));
    // The service has been running for a while when somebody brings a million leads.
    await file(path, 'early', 30_000);
    await ended(stack, await upload(stack, path));
    await whole(stack, path);
    await resumed(stack, path);
}

async function whole(stack, path) {
    await file(path, 'person', rows);
    const { size } = statSync(path);
    const before = { outreach: cpu(stack.pids.outreach), postgresql: cpu(stack.pids.postgresql), kafka: cpu(stack.pids.kafka) };
    const began = performance.now();
    const id = await upload(stack, path);
    const taken = performance.now();
    const done = await ended(stack, id);
    const seconds = (performance.now() - began) / 1000;
    const expected = rows - Math.floor(rows / 1000);
    if (done.status !== 'completed' || done.total !== rows || done.imported !== expected) {
        throw new Error(`not all came in: ${JSON.stringify({ ...done, refused: done.refused.length })}`);
    }
    const used = (name) => (cpu(stack.pids[name]) - before[name]).toFixed(0);
    const rate = Math.round(rows / seconds);
    console.log(`${rows} rows, ${(size / 1e6).toFixed(0)} MB: taken in ${((taken - began) / 1000).toFixed(1)} s, all in after ${seconds.toFixed(1)} s;` +
        ` CPU s: service ${used('outreach')}, PostgreSQL ${used('postgresql')}, Kafka ${used('kafka')}; load ${loadavg()[0].toFixed(1)}`);
    stack.figure(`rows imported in a second, of ${rows.toLocaleString('en')}, upload included`, rate.toLocaleString('en'),
        'at least 20,000', rate >= 20_000);
    const there = await leads(stack, 'person');
    stack.figure('... leads that are there, and different ones', `${there.leads}, ${there.emails}`, `${expected}`,
        there.leads === expected && there.emails === expected);
}

async function resumed(stack, path) {
    const some = Math.ceil(rows / 5);
    await file(path, 'again', some);
    const id = await upload(stack, path);
    for (let kills = 0; kills < 2; kills++) {
        const reached = ((kills + 1) * some) / 4;
        await until('rows', async () =>
            (await stack.call(stack.outreach, user, 'GET', `/api/v1/leads/imports/${id}`)).total >= reached);
        await stack.outreachAnew();
    }
    const done = await ended(stack, id);
    const there = await leads(stack, 'again');
    const expected = some - Math.floor(some / 1000);
    stack.figure(`leads of ${some.toLocaleString('en')} rows whose worker was killed twice (-9)`,
        `${done.status}: ${there.leads}, ${there.emails} different, ${done.refused_count} refused, ${done.merged} merged`,
        `${expected}, ${Math.floor(some / 1000)} refused, 0 merged`,
        done.status === 'completed' && there.leads === expected && there.emails === expected && done.merged === 0 &&
            done.refused_count === Math.floor(some / 1000));
}
