// The stack that is measured, and how much of what it uses.
import { readFileSync } from 'node:fs';
import pg from 'pg';

export const acme = '01990000-0000-7000-8000-000000000001';

export class Stack {
    #tokens = new Map();

    constructor(environment) {
        this.agentService = environment.BENCH_AGENT;
        this.conversationPort = Number(environment.BENCH_CONVERSATION_PORT);
        this.keycloak = environment.BENCH_KEYCLOAK;
        this.postgresPort = Number(environment.BENCH_POSTGRES_PORT);
        this.pids = JSON.parse(environment.BENCH_PIDS);
    }

    /** Good for a quarter of an hour, and asked for again after five minutes. */
    async token(username) {
        const known = this.#tokens.get(username);
        if (known && performance.now() - known.at < 300_000) {
            return known.token;
        }
        const body = new URLSearchParams({
            grant_type: 'password', client_id: 'spectrum-cli', scope: 'openid organization:*', username, password: 'spectrum',
        });
        const response = await fetch(`${this.keycloak}/realms/spectrum/protocol/openid-connect/token`, { method: 'POST', body });
        const answer = await response.json();
        if (!answer.access_token) {
            throw new Error(`no token: ${JSON.stringify(answer)}`);
        }
        this.#tokens.set(username, { at: performance.now(), token: answer.access_token });
        return answer.access_token;
    }

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

    /** Runs work as PostgreSQL's superuser, whom row-level security does not hold. */
    async sql(work) {
        const client = new pg.Client({
            host: '127.0.0.1', port: this.postgresPort, user: 'postgres', password: 'spectrum', database: 'spectrum',
        });
        await client.connect();
        try {
            return await work(client);
        } finally {
            await client.end();
        }
    }

    /** Bytes that conversation-service has allocated, as of its last garbage collection. */
    async allocated() {
        const metrics = await (await fetch(`http://127.0.0.1:${this.conversationPort}/q/metrics`)).text();
        return Number(/^jvm_gc_memory_allocated_bytes_total(?:\{[^}]*\})? (\S+)/m.exec(metrics)[1]);
    }

    /** CPU seconds of each process, by its name. */
    cpu() {
        return Object.fromEntries(Object.entries(this.pids).map(([name, pid]) => [name, cpu(pid)]));
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

/** Of a process and its children, which PostgreSQL works in. */
function cpu(pid) {
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
