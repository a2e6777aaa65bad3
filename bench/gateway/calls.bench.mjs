// Tool calls through the gateway, to the same upstream directly, and through mcp-proxy: see README.md.
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { cpu, median, until } from '../stack.mjs';

/** Given by {@link measure}, as all below needs it. */
let stack;
const [upstreamPort, proxyPort] = [19101, 19102];
const upstream = `http://127.0.0.1:${upstreamPort}/mcp`;
const toolCount = 500;
const user = 'owner@acme.test';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

const start = (...args) => stack.start(process.execPath, args).pid;

/** As it is shipped, and without its event store, which it recommends for servers that only answer requests. */
function startProxy() {
    const proxy = ['--port', proxyPort, '--host', '127.0.0.1', '--server', 'stream', '--no-eventStore'];
    return start(file('../node_modules/.bin/mcp-proxy'), ...proxy, '--', process.execPath, file('upstream.mjs'), 'stdio', toolCount);
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

const serviceToken = () => stack.newToken({
    grant_type: 'client_credentials', client_id: 'outreach-service', client_secret: 'spectrum', scope: 'openid',
});

/** How long the cores have worked, for anybody, and how long they have been there. */
function cores() {
    const times = readFileSync('/proc/stat', 'latin1').split('\n')[0].match(/\d+/g).map(Number);
    const [user, nice, system, idle, waiting, interrupts, softInterrupts, stolen] = times;
    const busy = user + nice + system + interrupts + softInterrupts;
    return [busy, busy + idle + waiting + stolen];
}

/** Calls per second, latency, and the CPU of these processes, over so many connections. */
async function load({ url, headers, body, requests, connections = 16, duration = stack.seconds, watched = {} }) {
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
    const headers = { ...json, authorization: `Bearer ${await stack.token(user)}` };
    const body = JSON.stringify({ name: 'bench', url: upstream, transport: 'streamable_http', prefix: 'bench' });
    const created = await fetch(`${stack.gateway}/api/v1/upstreams`, { method: 'POST', headers, body });
    if (!created.ok && created.status !== 409) {
        throw new Error(`the upstream was not taken: ${created.status} ${await created.text()}`);
    }
    const list = rpc('tools/list', {});
    await until('the upstream\'s tools in the catalogue', async () =>
        (await post(`${stack.gateway}/mcp`, list, headers)).text.includes('bench_echo_0'));
}

async function callsPerSecond() {
    const call = (tool) => rpc('tools/call', { name: tool, arguments: { text: 'hello' } });
    const sides = {
        direct: { url: upstream, body: call('echo_0'), headers: await session(upstream), watched: { upstream: stack.pids.upstream } },
        gateway: {
            url: `${stack.gateway}/mcp`,
            body: call('bench_echo_0'),
            headers: {},
            watched: { gateway: stack.pids.gateway, postgresql: stack.pids.postgresql, kafka: stack.pids.kafka, upstream: stack.pids.upstream },
        },
        'mcp-proxy': {
            url: `http://127.0.0.1:${proxyPort}/mcp`,
            body: call('echo_0'),
            headers: await session(`http://127.0.0.1:${proxyPort}/mcp`),
            // Its upstream is a process of its own.
            watched: { 'mcp-proxy with upstream': stack.pids.proxy },
        },
    };
    const results = { direct: [], gateway: [], 'mcp-proxy': [] };
    for (let i = -1; i < stack.rounds; i++) {
        sides.gateway.headers = { authorization: `Bearer ${await stack.token(user)}` };
        for (const [name, side] of Object.entries(sides)) {
            await requireResult(side.url, side.headers, side.body);
            // The first round warms up: the JVM's compilers need tens of thousands of calls.
            const result = await load(i < 0 && name === 'gateway' ? { ...side, duration: stack.warmUp } : side);
            if (i >= 0) {
                results[name].push(result);
                console.log(
                    `${i + 1}  ${name.padEnd(9)} ${round(result.rate).padStart(7)} calls/s  p50 ${result.p50} ms  p99 ${result.p99} ms` +
                        `  failed ${result.failed}  load ${loadavg()[0].toFixed(1)}  cores busy ${(100 * result.busy).toFixed(0)}%  ${cpuText(result.cpu)}`);
            }
        }
    }
    const ratio = (one, other) => median(results[one].map((result, i) => result.rate / results[other][i].rate));
    console.log(`\nmedians of ${stack.rounds} paired rounds, 16 connections`);
    for (const [name, all] of Object.entries(results)) {
        stack.figure(`calls a second, ${name}`, round(median(all.map((result) => result.rate))));
    }
    const [ofDirect, ofProxy] = [ratio('gateway', 'direct'), ratio('gateway', 'mcp-proxy')];
    stack.figure('... the gateway keeps of direct', `${(100 * ofDirect).toFixed(0)} %`, 'at least 25 %', ofDirect >= 0.25);
    stack.figure("... of mcp-proxy's", `${ofProxy.toFixed(1)} times`, 'at least 3 times', ofProxy >= 3);
}

async function listing() {
    const headers = { authorization: `Bearer ${await stack.token(user)}` };
    const side = { url: `${stack.gateway}/mcp`, body: rpc('tools/list', {}), headers, connections: 1 };
    await load({ ...side, duration: 3 });
    const result = await load(side);
    stack.figure(`tools/list of ${toolCount} tools and ours, 1 connection`, `p50 ${result.p50} ms, p99 ${result.p99} ms`,
        'p50 under 3 ms', result.p50 < 3);
}

/** The same read on our own records, each call by another tenant in turn. */
async function manyTenants() {
    const body = rpc('tools/call', { name: 'revops_search_contacts', arguments: { query: 'nobody' } });
    const few = [];
    const many = [];
    for (let i = -1; i < stack.rounds; i++) {
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
                url: `${stack.gateway}/mcp`,
                requests,
                watched: { gateway: stack.pids.gateway, postgresql: stack.pids.postgresql },
            });
            if (i >= 0) {
                results.push(result);
            }
        }
    }
    const rates = median(few.map((result, i) => many[i].rate / result.rate));
    console.log(`CPU: ${cpuText(few.at(-1).cpu)} with 10 tenants; ${cpuText(many.at(-1).cpu)} with 10,000`);
    stack.figure('calls a second, 10 tenants', round(median(few.map((result) => result.rate))));
    stack.figure('... 10,000 tenants', `${(100 * rates).toFixed(0)} %`, 'no fewer', rates >= 0.95);
}

export default async function measure(running) {
    stack = running;
    stack.pids.upstream = start(file('upstream.mjs'), upstreamPort, toolCount);
    await until('the upstream', async () => (await post(upstream, rpc('ping', {}))).status === 200);
    stack.pids.proxy = startProxy();
    await until('mcp-proxy', async () => (await post(`http://127.0.0.1:${proxyPort}/mcp`, initialize)).status === 200);
    await registerUpstream();
    await callsPerSecond();
    await listing();
    await manyTenants();
}
