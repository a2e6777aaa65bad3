// BullMQ on PostgreSQL, the one that the suite uses: PORT JOBS CONCURRENCY. Adds and works off at the same time.
import { createRequire } from 'node:module';

const { Queue, Worker, createPostgresBackend } = createRequire(import.meta.url)('bullmq');
const [port, jobs, concurrency] = process.argv.slice(2).map(Number);
const connection = { connectionString: `postgres://postgres:spectrum@127.0.0.1:${port}/postgres`, migrate: true, max: 20 };
const queue = new Queue(`bench${Date.now()}`, { connection }, createPostgresBackend);
await queue.waitUntilReady();
const payload = { to: 'a@example.com', tenant: 't1', body: 'x'.repeat(200) };
const worker = new Worker(queue.name, async () => {}, { connection, concurrency }, createPostgresBackend);
let added = 0, done = 0;
const began = performance.now();
const all = new Promise((resolve) => worker.on('completed', () => ++done >= jobs && resolve()));
await Promise.all([...Array(32)].map(async () => {
    while (added < jobs) {
        added++;
        await queue.add('send', payload, { removeOnComplete: true });
    }
}));
await all;
console.log(JSON.stringify({ peer: 'BullMQ on PostgreSQL', jobs, e2e: Math.round(jobs / (performance.now() - began) * 1000) }));
await worker.close();
process.exit(0);
