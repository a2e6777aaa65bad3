// Measures the tool-gateway against its upstream alone and against mcp-proxy: see README.md. It is started by
// `./spectrum bench gateway`, which gives it a running stack in the environment.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

const gateway = process.env.BENCH_GATEWAY;
const keycloak = process.env.BENCH_KEYCLOAK;
const pids = JSON.parse(process.env.BENCH_PIDS);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const warmUp = Number(process.env.BENCH_WARM_UP ?? 60);
const [upstreamPort, proxyPort] = [19101, 19102];
const upstream = `http://127.0.0.1:${upstreamPort}/mcp`;
const toolCount = 500;

const started = [];
process.on('exit', () => started.forEach((child) => child.kill()));
['SIGTERM', 'SIGINT', 'SIGHUP'].forEach((signal) => process.on(signal, () => process.exit(1)));

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

function start(...args) {
    const child = spawn(process.execPath, args.map(String), { stdio: 'ignore' });
    child.on('exit', (code) => {
        if (code > 0) {
            throw new Error(`${args[0]} has ended with ${code}: is its port in use?`);
        }
    });
    started.push(child);
    return child.pid;
}

/** As it is shipped, and without its event store, which it recommends for servers that only answer requests. */
function startProxy() {
    const proxy = ['--port', proxyPort, '--host', '127.0.0.1', '--server', 'stream', '--no-eventStore'];
    return start(file('node_modules/.bin/mcp-proxy'), ...proxy, '--', process.execPath, file('upstream.mjs'), 'stdio', toolCount);
}

async function until(what, condition) {
    for (let i = 0; i < 200; i++) {
        if (await condition().catch(() => false)) {
            return;
        }
        await new Promise((later) => setTimeout(later, 100));
    }
    throw new Error(`not within 20 s: ${what}`);
}

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const rpc = (method, params) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const initialize = rpc('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1' },
});

async function post(url, body, headers = {}) {
    const response = await fetch(url, { method: 'POST', headers: { ...json, ...headers }, body });
    return { status: response.status, headers: response.headers, text: await response.text() };
}

async function token(form) {
    const body = new URLSearchParams({ scope: 'openid organization:*', ...form });
    const response = await fetch(`${keycloak}/realms/spectrum/protocol/openid-connect/token`, { method: 'POST', body });
    const answer = await response.json();
    if (!answer.access_token) {
        throw new Error(`no token: ${JSON.stringify(answer)}`);
    }
    return answer.access_token;
}

const userToken = () =>
    token({ grant_type: 'password', client_id: 'spectrum-cli', username: 'owner@acme.test', password: 'spectrum' });
const serviceToken = () =>
    token({ grant_type: 'client_credentials', client_id: 'outreach-service', client_secret: 'spectrum', scope: 'openid' });

/** CPU seconds that a process has used, its children included, which PostgreSQL works in. */
function cpu(pid) {
    const used = (stat) => {
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return (Number(fields[11]) + Number(fields[12])) / 100;
    };
    let sum = 0;
    const pending = [pid];
    while (pending.length > 0) {
        const next = pending.pop();
        try {
            sum += used(readFileSync(`/proc/${next}/stat`, 'latin1'));
            pending.push(...readFileSync(`/proc/${next}/task/${next}/children`, 'latin1').trim().split(' ').filter(Boolean));
        } catch {
            // It has ended.
        }
    }
    return sum;
}

/** How long the cores have worked, for anybody, and how long they have been there. */
function cores() {
    const times = readFileSync('/proc/stat', 'latin1').split('\n')[0].match(/\d+/g).map(Number);
    const [user, nice, system, idle, waiting, interrupts, softInterrupts, stolen] = times;
    const busy = user + nice + system + interrupts + softInterrupts;
    return [busy, busy + idle + waiting + stolen];
}

/** Calls per second, latency, and the CPU of these processes, over so many connections. */
async function load({ url, headers, body, requests, connections = 16, duration = seconds, watched = {} }) {
    const before = Object.values(watched).map(cpu);
    const own = process.cpuUsage();
    const [busy, all] = cores();
    const result = await autocannon({
        url,
        method: 'POST',
        connections,
        duration,
        ...(requests ? { requests } : { headers: { ...json, ...headers }, body }),
    });
    const after = Object.values(watched).map(cpu);
    const { user, system } = process.cpuUsage(own);
    const [busyThen, allThen] = cores();
    const calls = result['2xx'];
    if (calls === 0) {
        throw new Error(`${url}: no call succeeded`);
    }
    const perCall = Object.keys(watched).map((name, i) => [name, ((after[i] - before[i]) * 1e6) / calls]);
    return {
        rate: calls / result.duration,
        p50: result.latency.p50,
        p99: result.latency.p99,
        failed: result.non2xx + result.errors,
        busy: (busyThen - busy) / (allThen - all),
        cpu: { ...Object.fromEntries(perCall), client: (user + system) / calls },
    };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const round = (number) => Math.round(number).toLocaleString('en');
/** The client is this process. */
const cpuText = (cpus) => Object.entries(cpus).map(([name, us]) => `${name} ${round(us)} µs`).join(', ');

async function requireResult(url, headers, body) {
    const answer = await post(url, body, headers);
    if (answer.status !== 200 || !answer.text.includes('"structuredContent"') || answer.text.includes('"isError":true')) {
        throw new Error(`${url} answered ${answer.status} ${answer.text.slice(0, 500)}`);
    }
}

async function session(url) {
    const begun = await post(url, initialize);
    const id = begun.headers.get('mcp-session-id');
    const headers = { 'mcp-protocol-version': '2025-11-25', ...(id ? { 'mcp-session-id': id } : {}) };
    await post(url, JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }), headers);
    return headers;
}

async function registerUpstream() {
    const headers = { ...json, authorization: `Bearer ${await userToken()}` };
    const body = JSON.stringify({ name: 'bench', url: upstream, transport: 'streamable_http', prefix: 'bench' });
    const created = await fetch(`${gateway}/api/v1/upstreams`, { method: 'POST', headers, body });
    if (!created.ok && created.status !== 409) {
        throw new Error(`the upstream was not taken: ${created.status} ${await created.text()}`);
    }
    const list = rpc('tools/list', {});
    await until('the upstream\'s tools in the catalogue', async () =>
        (await post(`${gateway}/mcp`, list, headers)).text.includes('bench_echo_0'));
}

async function callsPerSecond() {
    const call = (tool) => rpc('tools/call', { name: tool, arguments: { text: 'hello' } });
    const sides = {
        direct: { url: upstream, body: call('echo_0'), headers: await session(upstream), watched: { upstream: pids.upstream } },
        gateway: {
            url: `${gateway}/mcp`,
            body: call('bench_echo_0'),
            headers: {},
            watched: { gateway: pids.gateway, postgresql: pids.postgresql, kafka: pids.kafka, upstream: pids.upstream },
        },
        'mcp-proxy': {
            url: `http://127.0.0.1:${proxyPort}/mcp`,
            body: call('echo_0'),
            headers: await session(`http://127.0.0.1:${proxyPort}/mcp`),
            // Its upstream is a process of its own.
            watched: { 'mcp-proxy with upstream': pids.proxy },
        },
    };
    const results = { direct: [], gateway: [], 'mcp-proxy': [] };
    for (let i = -1; i < rounds; i++) {
        sides.gateway.headers = { authorization: `Bearer ${await userToken()}` };
        for (const [name, side] of Object.entries(sides)) {
            await requireResult(side.url, side.headers, side.body);
            // The first round warms up: the JVM's compilers need tens of thousands of calls.
            const result = await load(i < 0 && name === 'gateway' ? { ...side, duration: warmUp } : side);
            if (i >= 0) {
                results[name].push(result);
                console.log(
                    `${i + 1}  ${name.padEnd(9)} ${round(result.rate).padStart(7)} calls/s  p50 ${result.p50} ms  p99 ${result.p99} ms` +
                        `  failed ${result.failed}  load ${loadavg()[0].toFixed(1)}  cores busy ${(100 * result.busy).toFixed(0)}%  ${cpuText(result.cpu)}`);
            }
        }
    }
    const ratio = (one, other) => median(results[one].map((result, i) => result.rate / results[other][i].rate));
    console.log(`\nmedians of ${rounds} paired rounds, 16 connections`);
    for (const [name, all] of Object.entries(results)) {
        console.log(`  ${name.padEnd(9)} ${round(median(all.map((result) => result.rate))).padStart(7)} calls/s`);
    }
    console.log(`  gateway keeps ${(100 * ratio('gateway', 'direct')).toFixed(0)}% of direct, mcp-proxy ${(100 * ratio('mcp-proxy', 'direct')).toFixed(0)}%:` +
        ` ${ratio('gateway', 'mcp-proxy').toFixed(1)} times as much`);
}

async function listing() {
    const headers = { authorization: `Bearer ${await userToken()}` };
    const side = { url: `${gateway}/mcp`, body: rpc('tools/list', {}), headers, connections: 1 };
    await load({ ...side, duration: 3 });
    const result = await load(side);
    console.log(`tools/list of ${toolCount} tools and ours: p50 ${result.p50} ms, p99 ${result.p99} ms, ${round(result.rate)}/s, 1 connection`);
}

/** The same read on our own records, each call by another tenant in turn. */
async function manyTenants() {
    const body = rpc('tools/call', { name: 'revops_search_contacts', arguments: { query: 'nobody' } });
    const few = [];
    const many = [];
    for (let i = -1; i < rounds; i++) {
        for (const [count, results] of [[10, few], [10_000, many]]) {
            const authorization = `Bearer ${await serviceToken()}`;
            // As many for either, so that they cost the client the same: it keeps all of them for each connection.
            const requests = Array.from({ length: 10_000 }, (_, i) => i % count).map((tenant) => ({
                method: 'POST',
                headers: {
                    ...json,
                    authorization,
                    'x-tenant': `01990000-0000-7000-8000-${(1_000_000 + tenant).toString(16).padStart(12, '0')}`,
                },
                body,
            }));
            const result = await load({
                url: `${gateway}/mcp`,
                requests,
                watched: { gateway: pids.gateway, postgresql: pids.postgresql },
            });
            if (i >= 0) {
                results.push(result);
            }
        }
    }
    const rates = median(few.map((result, i) => many[i].rate / result.rate));
    console.log(
        `10 tenants ${round(median(few.map((result) => result.rate)))} calls/s, 10,000 tenants ${round(median(many.map((result) => result.rate)))}:` +
            ` ${(100 * rates).toFixed(0)}%; CPU ${cpuText(few.at(-1).cpu)}; ${cpuText(many.at(-1).cpu)}`);
}

console.log(`${availableParallelism()} cores, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}, Node ${process.version}`);
pids.upstream = start(file('upstream.mjs'), upstreamPort, toolCount);
await until('the upstream', async () => (await post(upstream, rpc('ping', {}))).status === 200);
pids.proxy = startProxy();
await until('mcp-proxy', async () => (await post(`http://127.0.0.1:${proxyPort}/mcp`, initialize)).status === 200);
await registerUpstream();
await callsPerSecond();
await listing();
await manyTenants();
process.exit(0);
