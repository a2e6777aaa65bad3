// Four workers, one of which is killed every moment; answers get lost, events come twice: see README.md. It ends the stack's
// own outreach-service, so it runs last.
import { spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';
import { launch, letGo, planned, prepare, query, statuses, until } from './campaign.mjs';
import { acme } from '../stack.mjs';
import { Vendor } from './vendor.mjs';

const { Kafka, logLevel } = createRequire(import.meta.url)('kafkajs');
const touches = Number(process.env.BENCH_CRASH_TOUCHES ?? 10_000);
const kills = Number(process.env.BENCH_KILLS ?? 200);

class Replica {
    constructor(command, args, environment, port) {
        Object.assign(this, { command, args, port, environment });
        this.start();
    }

    start() {
        this.process = spawn(this.command, this.args, { stdio: 'ignore', env: { ...this.environment, SPECTRUM_HTTP_PORT: String(this.port) } });
    }

    async isReady() {
        return fetch(`http://127.0.0.1:${this.port}/q/health/ready`, { signal: AbortSignal.timeout(500) }).then((answer) => answer.ok, () => false);
    }

    kill() {
        this.process.kill('SIGKILL');
    }
}

/** Tells of every delivery, of one in ten twice. */
async function events(stack) {
    const producer = new Kafka({ brokers: [`127.0.0.1:${stack.kafkaPort}`], logLevel: logLevel.ERROR }).producer();
    await producer.connect();
    let waiting = [];
    const send = async () => {
        const messages = waiting;
        waiting = [];
        if (messages.length > 0) {
            await producer.send({ topic: 'spectrum.channel.events', messages });
        }
    };
    const timer = setInterval(() => send().catch(console.error), 100);
    return {
        tell(key) {
            const message = {
                key: `${acme}:${key}`,
                value: JSON.stringify({ idempotency_key: key, channel: 'email', address: 'a@b.test', occurred_at: new Date().toISOString() }),
                headers: {
                    ce_specversion: '1.0', ce_id: randomUUID(), ce_source: '/spectrum/tool-gateway', ce_subject: key, ce_time: new Date().toISOString(),
                    ce_type: 'dev.spectrum.channel.message.delivered.v1', ce_tenantid: acme, 'content-type': 'application/json',
                },
            };
            waiting.push(message, ...(Math.random() < 0.1 ? [message] : []));
        },
        async end() {
            clearInterval(timer);
            await send();
            await producer.disconnect();
        },
    };
}

export default async function measure(stack) {
    const vendor = new Vendor();
    await vendor.listen(Number(new URL(stack.gateway).port));
    const told = await events(stack);
    // A hundred senders that wait one to three seconds each time: some fifty messages a second, for as long as it is killed.
    const senders = await prepare(stack, { leads: touches, senders: 100, pace: { from_seconds: 1, to_seconds: 3 }, held: true });
    await planned(stack, await launch(stack, senders));
    const { command, args, env } = stack.like('outreach');
    const lease = { SPECTRUM_SENDING_LEASE: '10S', SPECTRUM_SENDING_GATEWAY_TIMEOUT: '3S', SPECTRUM_SENDING_CONCURRENCY: '32' };
    const replicas = [0, 1, 2, 3].map((number) => new Replica(command, args, { ...env, ...lease }, stack.port + number));
    process.on('exit', () => replicas.forEach((replica) => replica.kill()));
    process.kill(stack.pids.outreach, 'SIGKILL');
    await until(async () => (await Promise.all(replicas.map((replica) => replica.isReady()))).some(Boolean));
    vendor.lost = 0.05;
    vendor.onDelivery = told.tell;
    const began = performance.now();
    await letGo(stack);
    let killed = 0;
    const isSent = async () => (await statuses(stack)).sent === touches;
    while (killed < kills && !(await isSent())) {
        const replica = replicas[Math.floor(Math.random() * replicas.length)];
        if (await replica.isReady()) {
            // In the middle of whatever it does.
            await new Promise((later) => setTimeout(later, Math.random() * 500));
            replica.kill();
            replica.start();
            killed++;
            if (killed % 20 === 0) {
                console.log(`  ${killed} killed, ${vendor.delivered.size} delivered, load ${loadavg()[0].toFixed(1)}`);
            }
        }
    }
    await until(isSent, 900_000);
    await told.end();
    await until(async () => (await query(stack, 'select count(*)::int n from touch where delivered_at is null'))[0].n === 0, 120_000);
    const repeated = [...vendor.asked.values()].filter((times) => times > 1).length;
    const shown = (await query(stack, `select count(*)::int n, count(distinct touch_id)::int touches from activity where type = 'touch_delivered'`))[0];
    console.log(`  ${killed} kills in ${((performance.now() - began) / 1000).toFixed(0)} s, ${repeated} touches asked for more than once; ${JSON.stringify(await statuses(stack))}`);
    stack.figure(`sends through 4 workers with ${killed} kill -9, 5 % of answers lost`, `${vendor.delivered.size} delivered`, `${touches}, none lost`, vendor.delivered.size === touches && killed >= kills);
    stack.figure('... of which an event came twice and was shown twice', String(shown.n - shown.touches), 'none', shown.n === shown.touches && shown.touches === touches);

    // The same through a vendor that knows no keys, undisturbed but for lost answers.
    vendor.forget();
    vendor.honours = false;
    vendor.onDelivery = () => {};
    const base = `http://127.0.0.1:${stack.port}`;
    await until(() => replicas[0].isReady());
    stack.outreach = base;
    const others = await prepare(stack, { leads: 2_000, senders: 20 });
    await launch(stack, others);
    await until(async () => {
        const now = await statuses(stack);
        return (now.sent ?? 0) + (now.unknown ?? 0) === 2_000;
    });
    const now = await statuses(stack);
    stack.figure('at a vendor without keys: delivered, and of unknown outcome', `${vendor.delivered.size}, ${now.unknown} listed`, '2000, each lost answer listed',
        vendor.delivered.size === 2_000 && now.unknown > 0 && now.sent + now.unknown === 2_000);
    replicas.forEach((replica) => replica.kill());
    await vendor.close();
}
