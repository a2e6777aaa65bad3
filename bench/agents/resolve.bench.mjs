// Resolving and rendering an action with 20 variables over 5 scopes: see README.md.
import http from 'node:http';
import { loadavg } from 'node:os';
import { acme, cpu, median, percentile } from '../stack.mjs';
import { another, statements } from './another.mjs';

const user = 'owner@acme.test';
const perSecond = 200;
const scopes = ['tenant', 'user', 'workspace', 'project', 'task'];
const names = Array.from({ length: 20 }, (_, i) => `value_${i}`);

/** Makes an action over 20 brokers, and as many prompts and values around it as wanted. */
async function fill(stack, base, database, prompts, values) {
    const variables = names.map((name) => ({ name, type: 'text' }));
    const prompt = await stack.call(base, user, 'POST', '/api/v1/prompts', {
        name: 'bench',
        messages: [{ role: 'user', content: names.map((name) => `${name}: {{${name}}}`).join('\n') }],
        variable_defaults: variables,
    });
    const mappings = {};
    for (const name of names) {
        mappings[name] = (await stack.call(base, user, 'POST', '/api/v1/brokers', { name })).id;
    }
    const action = await stack.call(base, user, 'POST', '/api/v1/actions', {
        name: 'bench', prompt_id: prompt.id, broker_mappings: mappings, context_scopes: scopes,
    });
    const subject = JSON.parse(Buffer.from((await stack.token(user)).split('.')[1], 'base64url')).sub;
    await stack.sql(database, async (client) => {
        await client.query('set search_path = agent');
        // The log of changes takes rows of this tenant only.
        await client.query(`select set_config('app.tenant_id', $1, false)`, [acme]);
        await client.query(
            `insert into prompt select tenant_id, gen_random_uuid(), definition, 0, now(), now(), null
             from prompt, generate_series(2, $1) where id = $2`, [prompts, prompt.id]);
        for (const [i, broker] of Object.values(mappings).entries()) {
            // The variable's own scope has a value for the call, so that each scope decides four of them.
            await client.query(
                `insert into broker_value
                 select $1, $2, scope, case scope when 'tenant' then '' when 'user' then $3 else 'here' end,
                        to_jsonb('value of ' || scope), 'bench', now()
                 from unnest($4::text[]) scope`, [acme, broker, subject, scopes.slice(0, i % 5 + 1)]);
            await client.query(
                `insert into broker_value
                 select $1, $2, (array['workspace', 'project', 'task'])[n % 3 + 1], 'other-' || n,
                        to_jsonb('value ' || n), 'bench', now()
                 from generate_series(1, $3) n`, [acme, broker, values / names.length - (i % 5 + 1)]);
        }
        await client.query('vacuum analyze prompt');
        await client.query('vacuum analyze broker_value');
    });
    return `${base}/api/v1/actions/${action.id}/resolve`;
}

const body = JSON.stringify({ context: { workspace_id: 'here', project_id: 'here', task_id: 'here' }, variables: {} });
const agent = new http.Agent({ keepAlive: true, maxSockets: 128 });

function resolve(url, token) {
    return new Promise((done, failed) => {
        const request = http.request(url, {
            method: 'POST',
            agent,
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': body.length },
        }, (response) => {
            const chunks = [];
            response.on('data', (chunk) => chunks.push(chunk));
            response.on('end', () => done({ status: response.statusCode, text: Buffer.concat(chunks).toString() }));
        });
        request.on('error', failed);
        request.end(body);
    });
}

/** Requests at fixed times; the time of each counts from when it was due. */
async function openLoop(url, token, seconds) {
    const times = [];
    let failed = 0;
    const pending = [];
    const start = performance.now();
    for (let i = 0; i < seconds * perSecond; i++) {
        const due = start + (i * 1000) / perSecond;
        // A timer may be a millisecond late, which counts as the answer's time.
        await new Promise((later) => setTimeout(later, Math.max(0, due - performance.now())));
        pending.push(resolve(url, token).then(({ status }) => {
            times.push(performance.now() - due);
            failed += status === 200 ? 0 : 1;
        }, () => failed++));
    }
    await Promise.all(pending);
    times.sort((a, b) => a - b);
    return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), failed };
}

export default async function measure(stack) {
    // What only turns need takes nothing from this.
    await stack.end('conversation');
    await stack.end('gateway');
    const second = await another(stack, 'bench_small');
    await stack.call(second, 'root@spectrum.test', 'POST', '/api/v1/tenants', {
        id: acme, name: 'Acme Corp', slug: 'acme', owner_email: user, tier: 'ignition',
    });
    const sides = {
        'small ': { url: await fill(stack, second, 'bench_small', 100, 100), results: [] },
        'large ': { url: await fill(stack, stack.agent, 'spectrum', 100_000, 1_000_000), results: [] },
    };
    const counts = await stack.sql('spectrum', (client) => client.query(
        `select (select count(*) from agent.prompt) prompts, (select count(*) from agent.broker_value) "values"`));
    console.log(`large: ${counts.rows[0].prompts} prompts, ${counts.rows[0].values} broker values; small: 100 and 100`);
    for (const side of Object.values(sides)) {
        const answer = JSON.parse((await resolve(side.url, await stack.token(user))).text);
        const found = new Set(answer.variables.map((variable) => variable.scope));
        if (answer.variables.length !== 20 || found.size !== 5 || answer.missing.length > 0) {
            throw new Error(`not resolved: ${JSON.stringify(answer).slice(0, 500)}`);
        }
    }

    for (let round = 0; round <= stack.rounds; round++) {
        const order = Object.entries(sides);
        for (const [name, side] of round % 2 ? order : order.reverse()) {
            const token = await stack.token(user);
            const before = cpu(stack.pids.postgresql);
            const result = await openLoop(side.url, token, round ? stack.seconds : stack.warmUp);
            result.cpu = ((cpu(stack.pids.postgresql) - before) * 1e6) / (perSecond * stack.seconds);
            if (round) {
                side.results.push(result);
                console.log(`${round}  ${name} p50 ${result.p50.toFixed(2)} ms  p99 ${result.p99.toFixed(2)} ms` +
                    `  failed ${result.failed}  PostgreSQL ${Math.round(result.cpu)} µs CPU  load ${loadavg()[0].toFixed(1)}`);
            }
        }
    }
    const [small, large] = Object.values(sides).map((side) => side.results);
    const ratio = (figure) => median(large.map((result, i) => result[figure] / small[i][figure]));
    const p50 = (results) => median(results.map((result) => result.p50));
    stack.figure(`an action with 20 variables over 5 scopes is resolved ${perSecond} times a second, 1,000,000 values: p50`,
        `${p50(large).toFixed(2)} ms`, 'under 3 ms', p50(large) < 3);
    stack.figure('... the same with 100 values: p50', `${p50(small).toFixed(2)} ms`, 'under 3 ms', p50(small) < 3);
    stack.figure('... large costs, in p50', `${ratio('p50').toFixed(2)} times small`, 'at most 1.2', ratio('p50') <= 1.2);
    stack.figure("... large costs, in PostgreSQL's CPU", `${ratio('cpu').toFixed(2)} times small`, 'at most 1.2', ratio('cpu') <= 1.2);

    const token = await stack.token(user);
    const log = await statements(stack, () => resolve(sides['large '].url, token));
    const told = [...log.matchAll(/LOG: {2}(?:execute [^:]+|statement): (\w+( set_config)?)/g)].map((match) => match[1]);
    const queries = log.match(/LOG: {2}execute [^:]+: select a\.version/g) ?? [];
    console.log(`all that PostgreSQL was told while an action was resolved: ${told.join(', ')}`);
    stack.figure('... statements, beside transaction control', String(queries.length), '1', queries.length === 1);
}
