// What a measurement has: the services and servers of a stack that runs, what they have used, and the figures it says.
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

    constructor(environment) {
        const port = (offset) => Number(environment.BENCH_PORT_BASE) + offset;
        const at = (offset) => `http://127.0.0.1:${port(offset)}`;
        this.agent = at(1);
        this.conversation = at(2);
        this.gateway = at(3);
        this.outreach = at(4);
        this.keycloak = `${at(5)}/auth`;
        this.postgresPort = port(10);
        this.redisPort = port(11);
        this.kafkaPort = port(12);
        /** Where the services ask for a model: it is for the measurement to answer there. */
        this.modelPort = port(40);
        /** Free. */
        this.port = port(50);
        this.pids = JSON.parse(environment.BENCH_PIDS);
        this.root = environment.BENCH_ROOT;
        this.logs = environment.BENCH_LOGS;
        this.javaHome = environment.JAVA_HOME;
        this.rounds = Number(environment.BENCH_ROUNDS ?? 5);
        this.seconds = Number(environment.BENCH_SECONDS ?? 8);
        this.warmUp = Number(environment.BENCH_WARM_UP ?? 60);
    }

    /** Good for a quarter of an hour, and asked for again after five minutes. */
    token(username) {
        const known = this.#tokens.get(username);
        if (known && performance.now() - known.at < 300_000) {
            return known.token;
        }
        const token = this.newToken({ grant_type: 'password', client_id: 'spectrum-cli', scope: 'openid organization:*', username, password: 'spectrum' });
        token.catch(() => this.#tokens.delete(username));
        this.#tokens.set(username, { at: performance.now(), token });
        return token;
    }

    async newToken(form) {
        const body = new URLSearchParams(form);
        const response = await fetch(`${this.keycloak}/realms/spectrum/protocol/openid-connect/token`, { method: 'POST', body });
        const answer = await response.json();
        if (!answer.access_token) {
            throw new Error(`no token: ${JSON.stringify(answer)}`);
        }
        return answer.access_token;
    }

    /** Calls a service and gives the answer's JSON. */
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

    /** Met is left out where nothing is promised. */
    figure(name, measured, bound = '', met = undefined) {
        this.figures.push({ name, measured, bound, met });
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

    /** Starts a process that ends with this one. */
    start(command, args, options = {}) {
        const child = spawn(command, args.map(String), { stdio: 'ignore', ...options });
        child.on('exit', (code) => {
            if (code > 0) {
                throw new Error(`${args[0]} has ended with ${code}: is its port in use?`);
            }
        });
        this.#started.push(child);
        return child;
    }

    /** Command, arguments and environment of a process of the stack, to start the like of it. */
    like(name) {
        const read = (file) => readFileSync(`/proc/${this.pids[name]}/${file}`, 'utf8').split('\0').filter(Boolean);
        const [command, ...args] = read('cmdline');
        const env = Object.fromEntries(read('environ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
        return { command, args, env };
    }

    /** Ends a process of the stack that the measurement has no use for any more. */
    async end(name) {
        process.kill(this.pids[name]);
        await until(`the end of ${name}`, async () => !existsSync(`/proc/${this.pids[name]}`));
    }

    /** Ends outreach-service as a power cut does, and starts it anew, as a cluster would. */
    async outreachAnew(environment = {}) {
        const { command, args, env } = this.like('outreach');
        process.kill(this.pids.outreach, 'SIGKILL');
        this.pids.outreach = this.start(command, args, { env: { ...env, ...environment } }).pid;
        await until('outreach-service, started anew', async () => (await fetch(`${this.outreach}/q/health/ready`)).ok);
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
