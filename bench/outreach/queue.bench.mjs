// The send queue: throughput beside BullMQ's, lateness, what a claim costs with many leads, and limits: see README.md.
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { copies, hold, launch, letGo, planned, prepare, query, statuses, until } from './campaign.mjs';
import { cpu, median } from '../stack.mjs';
import { Vendor } from './vendor.mjs';

// BENCH_PARTS=limits,lateness runs those alone.
const only = process.env.BENCH_PARTS?.split(',');
const touches = Number(process.env.BENCH_TOUCHES ?? 20_000);
const whole = (number) => Math.round(number).toLocaleString('en');

/** From the launch, or from when senders are let go, to the last commit. */
async function send(stack, leads, endToEnd) {
    const senders = await prepare(stack, { leads, senders: 20, held: !endToEnd });
    const used = () => ({ outreach: cpu(stack.pids.outreach), postgresql: cpu(stack.pids.postgresql), kafka: cpu(stack.pids.kafka) });
    let began = performance.now(), before = used();
    const campaign = await launch(stack, senders);
    if (!endToEnd) {
        await planned(stack, campaign);
        [began, before] = [performance.now(), used()];
        await letGo(stack);
    }
    const seconds = await stack.sql('spectrum', async (client) => {
        await client.query('set search_path = outreach');
        for (;;) {
            const { rows: [{ left }] } = await client.query(`select (select planning from campaign where id = $1)
                or exists (select from touch where status in ('scheduled', 'sending')) as left`, [campaign]);
            if (!left) {
                return (performance.now() - began) / 1000;
            }
            await new Promise((later) => setTimeout(later, 25));
        }
    });
    const a = (name) => ((cpu(stack.pids[name]) - before[name]) / leads * 1e6).toFixed(0);
    console.log(`  ${endToEnd ? 'end to end' : 'drained'}: ${whole(leads / seconds)}/s; CPU us a touch: service ${a('outreach')}, PostgreSQL ${a('postgresql')}, Kafka ${a('kafka')}; load ${loadavg()[0].toFixed(1)}`);
    const [{ sent, once }] = await query(stack, `select count(*)::int sent, (count(*) filter (where attempts = 1))::int once from touch where status = 'sent'`);
    if (sent !== leads || once !== leads) {
        throw new Error(`not each once: ${sent} sent, ${once} of them at the first attempt`);
    }
    return leads / seconds;
}

function peer(file, port) {
    const script = fileURLToPath(new URL(file, import.meta.url));
    const said = execFileSync(process.execPath, [script, String(port), String(touches), '50'], { encoding: 'utf8' }).trim();
    console.log(`  ${said}`);
    return JSON.parse(said);
}

async function throughput(stack) {
    const ours = [], drained = [], redis = [], postgresql = [];
    const rounds = Math.min(stack.rounds, 5);
    try {
        // What the peers work off does nothing either.
        await stack.outreachAnew({ QUARKUS_PROFILE: 'prod,bench' });
        for (let round = -3; round < rounds; round++) {
            const rate = await send(stack, touches, true);
            if (round >= 0) {
                ours.push(rate);
                drained.push(await send(stack, touches, false));
                redis.push(peer('bullmq-redis.mjs', stack.redisPort).e2e);
                postgresql.push(peer('bullmq-postgres.mjs', stack.postgresPort).e2e);
            }
        }
    } finally {
        await stack.outreachAnew({ QUARKUS_PROFILE: 'prod' });
    }
    const ratio = (all) => median(ours.map((rate, round) => rate / all[round]));
    stack.figure('touches in a second, planned, checked, counted and sent', whole(median(ours)), `BullMQ on Redis: ${whole(median(redis))}`, ratio(redis) >= 1);
    stack.figure('... only sent', whole(median(drained)), 'for orientation', true);
    stack.figure('... beside BullMQ on PostgreSQL', `${ratio(postgresql).toFixed(2)} times`, 'at least 2 times', ratio(postgresql) >= 2);
}

async function lateness(stack, vendor) {
    const senders = await prepare(stack, { leads: 10_000, senders: 100, held: true });
    await planned(stack, await launch(stack, senders));
    vendor.forget();
    await query(stack, `update touch set claimable_at = clock_timestamp() + interval '5 s' + random() * interval '10 s'`);
    await query(stack, 'update touch set due_at = claimable_at');
    await letGo(stack);
    await until(() => vendor.delivered.size >= 10_000);
    const due = await query(stack, 'select id, due_at from touch');
    const late = due.map((row) => vendor.delivered.get(`touch-${row.id}`) - row.due_at.getTime()).sort((a, b) => a - b);
    console.log(`  late by ms: first ${late[0]}, p50 ${late[5000]}, p99 ${late[9900]}, last ${late[9999]}; load ${loadavg()[0].toFixed(1)}`);
    stack.figure('lateness of 10,000 touches due within 10 s, p99', `${late[9900]} ms`, 'under 250 ms, none early', late[9900] < 250 && late[0] >= -1);
}

/** The same sends, while touches of few or of many leads wait for tomorrow. */
async function manyLeads(stack, vendor) {
    const some = 3_000;
    const rounds = 3;
    const cost = async (leads) => {
        const senders = await prepare(stack, { leads: rounds * some, senders: 100, held: true });
        await planned(stack, await launch(stack, senders));
        await tomorrow(stack, leads - rounds * some, senders);
        const times = [];
        for (let round = 1; round <= rounds; round++) {
            vendor.forget();
            await hold(stack);
            await query(stack, `update touch set claimable_at = now() where id in (select id from touch where status = 'scheduled' order by id limit $1)`, [some]);
            const before = cpu(stack.pids.postgresql);
            const began = performance.now();
            await letGo(stack);
            await until(async () => (await statuses(stack)).sent === round * some);
            times.push(performance.now() - began);
            console.log(`  ${whole(leads)} leads: ${some} sent in ${whole(times.at(-1))} ms, PostgreSQL ${whole((cpu(stack.pids.postgresql) - before) / some * 1e6)} us CPU a touch; load ${loadavg()[0].toFixed(1)}`);
        }
        return median(times);
    };
    const few = await cost(10_000);
    const many = await cost(Number(process.env.BENCH_LEADS ?? 1_000_000));
    stack.figure(`${whole(some)} sends with 1,000,000 leads beside 10,000`, `${(many / few).toFixed(2)} times`, 'at most 1.2 times', many <= 1.2 * few);
}

/** Everything planned waits until tomorrow, and as many more leads with it. */
async function tomorrow(stack, more, senders) {
    await query(stack, `update touch set claimable_at = now() + interval '1 day'`);
    const [{ id: lead }] = await query(stack, 'select id from lead limit 1');
    const [{ id: touch }] = await query(stack, 'select id from touch limit 1');
    // Ids that lead and touch can both be made of.
    const uuid = (digits) => `cast('0000000${digits}-0000-7000-8000-' || lpad(to_hex(n), 12, '0') as uuid)`;
    await copies(stack, 'lead', lead, more, { id: uuid(1), email: `'b' || n || '@company' || n % 5000 || '.test'` });
    await copies(stack, 'touch', touch, more, {
        id: uuid(2), lead_id: uuid(1), sender_id: `(cast('{${senders}}' as uuid[]))[n % ${senders.length} + 1]`,
    });
    await query(stack, 'vacuum analyze touch');
    await query(stack, 'vacuum analyze lead');
}

/** Two days of 1,000 senders, their clock moved on by half an hour at a time. */
async function limits(stack, vendor) {
    const senders = await prepare(stack, { leads: 101_000, senders: 1_000, dailyLimit: 50, held: true });
    await planned(stack, await launch(stack, senders));
    vendor.forget();
    await letGo(stack);
    const owner = new Map((await query(stack, 'select id, sender_id from touch')).map((row) => [`touch-${row.id}`, row.sender_id]));
    const sent = new Map(senders.map((id) => [id, []]));
    const step = 1_801;
    let counted = 0;
    for (let now = 0; now < 2 * 86_400; now += step) {
        await until(async () => {
            const [{ due }] = await query(stack, `select (select count(*) from sender_queue where next_at <= now()) + (select count(*) from sender_wake)
                + (select count(*) from touch where status = 'sending') as due`);
            return Number(due) === 0;
        });
        const keys = [...vendor.delivered.keys()];
        keys.slice(counted).forEach((key) => sent.get(owner.get(key)).push(now));
        counted = keys.length;
        await query(stack, `update limit_use set until = until - interval '${step} s'; update sender_queue set
            next_at = next_at - interval '${step} s', paced_until = paced_until - interval '${step} s', full_until = full_until - interval '${step} s'`);
    }
    let broken = 0, total = 0;
    for (const times of sent.values()) {
        total += times.length;
        for (let i = 0; i + 50 < times.length; i++) {
            broken += times[i + 50] - times[i] < 86_400 ? 1 : 0;
        }
    }
    const share = total / (senders.length * 100);
    console.log(`  ${total} sent in two days through 1,000 senders; load ${loadavg()[0].toFixed(1)}`);
    stack.figure('windows of 24 hours with more than 50 of a sender', String(broken), 'none', broken === 0);
    stack.figure('... of what 1,000 senders of 50 a day may send', `${(share * 100).toFixed(1)} %`, 'at least 95 %', share >= 0.95);
}

export default async function measure(stack) {
    const vendor = new Vendor();
    await vendor.listen(Number(new URL(stack.gateway).port));
    try {
        for (const part of [throughput, lateness, limits, manyLeads].filter(({ name }) => !only || only.includes(name))) {
            console.log(` ${part.name}`);
            await part(stack, vendor).catch((failure) => {
                console.error(failure);
                stack.figure(part.name, 'failed', 'to be measured', false);
            });
        }
    } finally {
        await vendor.close();
    }
}
