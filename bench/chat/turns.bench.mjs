// Turns of conversation-service beside the same questions relayed by Portkey's gateway: see README.md.
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { bytesOf } from './client.mjs';
import { ageing } from './ageing.mjs';
import { closedLoop, openLoop } from './load.mjs';
import { acme, cpu, median, percentile, until } from '../stack.mjs';

const connections = 32;
/** Of the open loop: how many turns a second, and for how many of them there is a connection. */
const perSecond = 100;
const atOnce = 64;
const thinkMillis = 20;
const user = 'member@acme.test';
const question = 'hello there, please answer';
const model = 'gpt-4o-mini';

/** Given by {@link measure}, as all below needs it. */
let stack;
const portkeyPort = () => stack.port;

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const thinks = (millis) => fetch(`http://127.0.0.1:${stack.modelPort}/think`, { method: 'PUT', body: String(millis) });

// --- the sides -------------------------------------------------------------------------------------------------------

const said = Buffer.from('"content":"word');
const openAi = (stream) => JSON.stringify({
    model,
    stream,
    ...(stream ? { stream_options: { include_usage: true } } : {}),
    messages: [{ role: 'user', content: question }],
});

function relay(port, stream, headers) {
    const bytes = bytesOf({ port, path: '/v1/chat/completions', headers }, openAi(stream));
    return { port, mark: said, request: () => bytes };
}

const direct = (stream) => relay(stack.modelPort, stream, {});
const portkey = (stream) => relay(portkeyPort(), stream, {
    authorization: 'Bearer sk-bench',
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': `http://127.0.0.1:${stack.modelPort}/v1`,
});

/** Each connection goes on with a conversation of its own. */
async function spectrum(stream) {
    const side = await conversation(stream, (slot) => ({ conversation_id: conversations[slot] }));
    const bytes = conversations.map((_, slot) => side.request(slot));
    return { ...side, request: (slot) => bytes[slot] };
}

async function conversation(stream, fields) {
    const headers = {
        authorization: `Bearer ${await stack.token(user)}`,
        accept: stream ? 'text/event-stream' : 'application/json',
    };
    const port = Number(new URL(stack.conversation).port);
    const to = { port, path: '/api/chat/send', headers };
    return {
        port,
        mark: Buffer.from('"TEXT_MESSAGE_CONTENT"'),
        request: (slot) => bytesOf(to, JSON.stringify({ agent_role: 'bench', message: question, ...fields(slot) })),
    };
}

const send = (fields) => stack.call(stack.conversation, user, 'POST', '/api/chat/send', {
    agent_role: 'bench', message: question, ...fields,
});

const conversations = [];

async function prepare() {
    await stack.call(stack.agent, 'root@spectrum.test', 'PATCH', `/api/v1/tenants/${acme}`, {
        daily_limit_usd: 1_000_000, requests_per_minute: 100_000,
    });
    // One without tools: Portkey's requests have none either.
    await stack.call(stack.agent, 'owner@acme.test', 'POST', '/api/v1/agents', {
        role: 'bench', name: 'Bench', model, temperature: 0, system_prompt: 'You answer.', api_permissions: {},
    });
    await until('the agent at conversation-service', async () => (await send({})).conversation_id !== undefined);
    for (let slot = 0; slot < atOnce; slot++) {
        conversations.push((await send({})).conversation_id);
    }
    // What it does with the events of turns is no part of them.
    await stack.end('agent');
}

// --- measurements ----------------------------------------------------------------------------------------------------

const results = {};
const note = (name, value) => (results[name] ??= []).push(value);
const of = (name) => median(results[name]);
const cpuNames = { spectrum: ['conversation', 'postgresql', 'redis', 'kafka'], portkey: ['portkey'] };

/** Bytes that conversation-service has allocated, as of its last garbage collection. */
async function allocated() {
    const metrics = await (await fetch(`${stack.conversation}/q/metrics`)).text();
    return Number(/^jvm_gc_memory_allocated_bytes_total(?:\{[^}]*\})? (\S+)/m.exec(metrics)[1]);
}

/** CPU seconds of each process that has a part in a side's turns. */
const used = (name) => cpuNames[name].map((process) => cpu(stack.pids[process]));

async function throughput(name, mode, side) {
    const beforeBytes = await allocated();
    const before = used(name);
    const { turns, seconds: took } = await closedLoop(side, connections, stack.seconds);
    const after = used(name);
    note(`${mode} ${name} rate`, turns / took);
    const costs = cpuNames[name].map((process, i) => {
        const millis = ((after[i] - before[i]) * 1000) / turns;
        note(`${mode} ${process} cpu`, millis);
        return `${process} ${millis.toFixed(2)} ms`;
    });
    if (name === 'spectrum') {
        note(`${mode} allocated`, (await allocated() - beforeBytes) / turns / 1024);
    }
    return `${Math.round(turns / took)} turns/s, CPU per turn ${costs.join(', ')}`;
}

async function latency(name, mode, side) {
    const { whole, first } = await openLoop(side, perSecond, stack.seconds, atOnce);
    note(`${mode} ${name} p50`, percentile(whole, 0.5));
    note(`${mode} ${name} p99`, percentile(whole, 0.99));
    if (mode === 'SSE') {
        note(`${mode} ${name} first`, percentile(first, 0.5));
    }
    return `p50 ${percentile(whole, 0.5).toFixed(1)} ms, p99 ${percentile(whole, 0.99).toFixed(1)} ms, first token p50 ${percentile(first, 0.5).toFixed(1)} ms`;
}

async function round(number) {
    for (const mode of ['JSON', 'SSE']) {
        const stream = mode === 'SSE';
        const sides = [['spectrum', await spectrum(stream)], ['portkey', portkey(stream)]];
        const order = number % 2 ? sides : sides.toReversed();
        await thinks(0);
        for (const [name, side] of order) {
            console.log(`${number}  ${mode.padEnd(4)} ${name.padEnd(8)} ${await throughput(name, mode, side)}  load ${loadavg()[0].toFixed(1)}`);
        }
        await thinks(thinkMillis);
        for (const [name, side] of [['direct', direct(stream)], ...order]) {
            console.log(`${number}  ${mode.padEnd(4)} ${name.padEnd(8)} ${await latency(name, mode, side)}`);
        }
    }
}

/** What PostgreSQL is told by conversation-service, and how often it commits, for a turn; its relay's work included. */
async function statements(mode) {
    const side = await spectrum(mode === 'SSE');
    const commits = async (client) => {
        // Sessions tell of what they did within a second.
        await new Promise((later) => setTimeout(later, 1500));
        return Number((await client.query(`select xact_commit from pg_stat_database where datname = 'spectrum'`)).rows[0].xact_commit);
    };
    await stack.sql('spectrum', async (client) => {
        await client.query('create extension if not exists pg_stat_statements');
        const quietFrom = performance.now();
        const quiet = await commits(client);
        await new Promise((later) => setTimeout(later, 3000));
        const before = await commits(client);
        const idlePerSecond = ((before - quiet) * 1000) / (performance.now() - quietFrom);
        await client.query('select pg_stat_statements_reset()');
        const began = performance.now();
        const { turns } = await closedLoop(side, connections, stack.seconds);
        const told = await client.query(
            `select s.query, s.calls, s.total_exec_time from pg_stat_statements s join pg_roles r on r.oid = s.userid
             where r.rolname = 'conversation_app' order by s.calls desc`);
        const committed = await commits(client) - before - (idlePerSecond * (performance.now() - began)) / 1000;
        const batches = told.rows.filter((row) => row.query.includes('outbox_batch_ids')).reduce((sum, row) => sum + Number(row.calls), 0);
        results[`${mode} statements`] = [told.rows.reduce((sum, row) => sum + Number(row.calls), 0) / turns];
        results[`${mode} commits`] = [(committed - batches) / turns];
        console.log(`\n${mode}: what PostgreSQL was told for ${turns} turns, per turn`);
        for (const row of told.rows.filter((one) => one.calls / turns > 0.05)) {
            console.log(`  ${(row.calls / turns).toFixed(2)}  ${(row.total_exec_time / row.calls * 1000).toFixed(0).padStart(5)} µs  ${row.query.replace(/\s+/g, ' ').slice(0, 110)}`);
        }
        console.log(`  ${(committed / turns).toFixed(2)} commits, of them ${(batches / turns).toFixed(2)} by the relay of events`);
    });
}

// --- the figures -----------------------------------------------------------------------------------------------------

const ratio = (one, other) => median(results[one].map((value, i) => value / results[other][i]));
const added = (name) => median(results[`SSE ${name} first`].map((value, i) => value - results['SSE direct first'][i]));
const number = (value, digits = 0) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

function say() {
    for (const [mode, bound] of [['JSON', 1], ['SSE', 1.5]]) {
        const ratioOfRates = ratio(`${mode} spectrum rate`, `${mode} portkey rate`);
        stack.figure(`${mode}: turns/s, ours / Portkey's`, `${number(of(`${mode} spectrum rate`))} / ${number(of(`${mode} portkey rate`))}`);
        stack.figure('... ratio', `${ratioOfRates.toFixed(2)}`, `at least ${bound}`, ratioOfRates >= bound);
        const cpuRatio = ratio(`${mode} conversation cpu`, `${mode} portkey cpu`);
        stack.figure("... CPU a turn, our process / Portkey's",
            `${of(`${mode} conversation cpu`).toFixed(2)} / ${of(`${mode} portkey cpu`).toFixed(2)} ms`, "at most Portkey's", cpuRatio <= 1);
        stack.figure('... CPU a turn, PostgreSQL / Redis / Kafka',
            ['postgresql', 'redis', 'kafka'].map((name) => of(`${mode} ${name} cpu`).toFixed(2)).join(' / ') + ' ms');
        stack.figure('... allocated a turn by our process', `${number(of(`${mode} allocated`))} KiB`);
        stack.figure('... statements a turn, all included', of(`${mode} statements`).toFixed(2));
        const commits = of(`${mode} commits`);
        stack.figure("... commits a turn, without the relay's", commits.toFixed(2), '2', Math.abs(commits - 2) < 0.1);
        for (const part of ['p50', 'p99']) {
            const counts = part === 'p50' || of(`${mode} direct p99`) < 1.5 * thinkMillis;
            stack.figure(`... ${part} at ${perSecond}/s, ours / Portkey's / the model's`,
                ['spectrum', 'portkey', 'direct'].map((name) => of(`${mode} ${name} ${part}`).toFixed(1)).join(' / ') + ' ms'
                    + (counts ? '' : ", the model's own is too long to say anything"));
        }
    }
    const [ours, theirs] = [added('spectrum'), added('portkey')];
    stack.figure("SSE: added time to the first token p50, ours / Portkey's", `${ours.toFixed(2)} / ${theirs.toFixed(2)} ms`,
        "at most half of Portkey's", ours <= theirs / 2);
    for (const [name, measured] of Object.entries(results.ageing)) {
        stack.figure(name, measured.toFixed(2), 'at most 1.1', measured <= 1.1);
    }
    console.log(`\nmedians of ${stack.rounds} rounds, ratios are medians of the rounds' own`);
}

export default async function measure(running) {
    stack = running;
    stack.start(process.execPath, [file('model.mjs'), stack.modelPort]);
    await until('the model', async () => (await thinks(0)).ok);
    stack.pids.portkey = stack.start(process.execPath,
        [file('../node_modules/@portkey-ai/gateway/build/start-server.js'), '--headless', `--port=${portkeyPort()}`],
        { env: { ...process.env, NODE_ENV: 'production' } }).pid;
    await until('Portkey', async () => (await fetch(`http://127.0.0.1:${portkeyPort()}/`)).ok);
    await prepare();
    // The JVM's compilers need tens of thousands of turns.
    for (const mode of [false, true]) {
        await closedLoop(await spectrum(mode), connections, stack.warmUp / 2);
        await closedLoop(portkey(mode), connections, Math.min(5, stack.warmUp / 2));
    }
    for (let i = 1; i <= stack.rounds; i++) {
        await round(i);
    }
    await statements('JSON');
    await statements('SSE');
    await thinks(0);
    results.ageing = await ageing(stack, conversation, send);
    say();
}
