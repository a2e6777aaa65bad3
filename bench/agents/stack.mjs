// What a measurement has: agent-service, conversation-service, Keycloak and PostgreSQL of a stack that runs, the model that it
// asks, and a second agent-service on a database of its own if it wants one.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

export const acme = '01990000-0000-7000-8000-000000000001';
export const globex = '01990000-0000-7000-8000-000000000002';

export class Stack {
    #started = [];
    #tokens = new Map();

    /** What was measured, beside what is promised. */
    figures = [];

    constructor(environment, model) {
        this.model = model;
        this.agent = environment.BENCH_AGENT;
        this.conversation = environment.BENCH_CONVERSATION;
        this.outreach = environment.BENCH_OUTREACH;
        this.keycloak = environment.BENCH_KEYCLOAK;
        this.pids = JSON.parse(environment.BENCH_PIDS);
        this.postgresPort = Number(environment.BENCH_POSTGRES_PORT);
        this.redisPort = Number(environment.BENCH_REDIS_PORT);
        this.kafkaPort = Number(environment.BENCH_KAFKA_PORT);
        this.gatewayPort = Number(environment.BENCH_GATEWAY_PORT);
        this.logs = environment.BENCH_LOGS;
        this.bootstrap = environment.BENCH_BOOTSTRAP;
        this.javaHome = environment.JAVA_HOME;
        this.classes = environment.BENCH_CLASSES;
        this.rounds = Number(environment.BENCH_ROUNDS ?? 5);
        this.seconds = Number(environment.BENCH_SECONDS ?? 10);
        this.warmUp = Number(environment.BENCH_WARM_UP ?? 60);
    }

    /** Good for a quarter of an hour, and asked for again after five minutes. */
    token(username) {
        const known = this.#tokens.get(username);
        if (known && performance.now() - known.at < 300_000) {
            return known.token;
        }
        const token = this.#newToken(username);
        token.catch(() => this.#tokens.delete(username));
        this.#tokens.set(username, { at: performance.now(), token });
        return token;
    }

    async #newToken(username) {
        const body = new URLSearchParams({
            grant_type: 'password', client_id: 'spectrum-cli', scope: 'openid organization:*', username, password: 'spectrum',
        });
        const response = await fetch(`${this.keycloak}/realms/spectrum/protocol/openid-connect/token`, { method: 'POST', body });
        const answer = await response.json();
        if (!answer.access_token) {
            throw new Error(`no token: ${JSON.stringify(answer)}`);
        }
        return answer.access_token;
    }

    /** Calls an agent-service and gives the answer's JSON. */
    async call(base, username, method, path, body) {
        const response = await fetch(base + path, {
            method,
            headers: { authorization: `Bearer ${await this.token(username)}`, 'content-type': 'application/json' },
            body: JSON.stringify(body),
        });
        if (!response.ok) {
            throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
        }
        return response.json();
    }

    figure(name, measured, bound, met) {
        this.figures.push({ name, measured, bound, met });
    }

    /** Ends what only turns need, so that it takes nothing from what follows. */
    async withoutTurns() {
        for (const name of ['conversation', 'gateway']) {
            process.kill(this.pids[name]);
            await until(`the end of ${name}`, async () => !existsSync(`/proc/${this.pids[name]}`));
        }
    }

    /** Runs work as PostgreSQL's superuser, whom row-level security does not hold. */
    async sql(database, work) {
        const client = new pg.Client({
            host: '127.0.0.1', port: this.postgresPort, user: 'postgres', password: 'spectrum', database,
        });
        await client.connect();
        try {
            return await work(client);
        } finally {
            await client.end();
        }
    }

    /** Another agent-service beside the stack's own, the same in everything but its port and its database, which is new. */
    async another(database) {
        await this.sql('postgres', async (client) => {
            await client.query(`drop database if exists ${database} with (force)`);
            await client.query(`create database ${database}`);
        });
        await this.sql(database, (client) => client.query(readFileSync(this.bootstrap, 'utf8')));
        const port = Number(new URL(this.agent).port) + 60;
        const [command, ...args] = readFileSync(`/proc/${this.pids.agent}/cmdline`, 'utf8').split('\0').slice(0, -1);
        const environment = Object.fromEntries(readFileSync(`/proc/${this.pids.agent}/environ`, 'utf8').split('\0')
            .filter(Boolean).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
        const child = spawn(command, args, {
            stdio: 'ignore',
            env: { ...environment, SPECTRUM_DB_NAME: database, SPECTRUM_HTTP_PORT: String(port) },
        });
        this.#started.push(child);
        const base = `http://127.0.0.1:${port}`;
        await until('the second agent-service', async () => (await fetch(`${base}/q/health/ready`)).ok);
        return { base, pid: child.pid };
    }

    /** What PostgreSQL logs while the work is done. */
    async statements(work) {
        const file = readdirSync(this.logs).find((name) => name.startsWith('postgres'));
        const read = () => readFileSync(`${this.logs}/${file}`, 'utf8');
        return this.sql('postgres', async (client) => {
            await client.query(`alter system set log_statement = 'all'`);
            await client.query('select pg_reload_conf()');
            try {
                const mark = (when) => `bench ${when} ${process.pid}`;
                await until('the log of statements', async () => {
                    await client.query(`select '${mark('begins')}'`);
                    return read().includes(mark('begins'));
                });
                await work();
                await client.query(`select '${mark('ends')}'`);
                await until('the end of the log', async () => read().includes(mark('ends')));
                const text = read();
                return text.slice(text.lastIndexOf(mark('begins')), text.lastIndexOf(mark('ends')));
            } finally {
                await client.query('alter system reset log_statement');
                await client.query('select pg_reload_conf()');
            }
        });
    }

    close() {
        this.#started.forEach((child) => child.kill());
    }
}

export async function until(what, condition) {
    for (let i = 0; i < 600; i++) {
        if (await condition().catch(() => false)) {
            return;
        }
        await new Promise((later) => setTimeout(later, 100));
    }
    throw new Error(`not within 60 s: ${what}`);
}

/** CPU seconds that a process has used, its children included, which PostgreSQL works in. */
export function cpu(pid) {
    let sum = 0;
    const pending = [pid];
    while (pending.length > 0) {
        const next = pending.pop();
        try {
            const stat = readFileSync(`/proc/${next}/stat`, 'latin1');
            const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
            sum += (Number(fields[11]) + Number(fields[12])) / 100;
            pending.push(...readFileSync(`/proc/${next}/task/${next}/children`, 'latin1').trim().split(' ').filter(Boolean));
        } catch {
            // It has ended.
        }
    }
    return sum;
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
export const percentile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
