// BullMQ on Redis, every write on disk before it is answered: PORT JOBS CONCURRENCY. Adds and works off at the same time, as a
// campaign does.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { Queue, Worker } = require('bullmq');
const { Redis } = require('ioredis');
const [port, jobs, concurrency] = process.argv.slice(2).map(Number);
const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
const queue = new Queue('bench', { connection });
const redis = new Redis(connection);
await redis.config('SET', 'appendonly', 'yes');
await redis.config('SET', 'appendfsync', 'always');
redis.disconnect();
await queue.obliterate({ force: true }).catch(() => {});
const payload = { to: 'a@example.com', tenant: 't1', body: 'x'.repeat(200) };
const worker = new Worker('bench', async () => {}, { connection, concurrency });
await worker.waitUntilReady();
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
console.log(JSON.stringify({ peer: 'BullMQ on Redis, AOF always', jobs, e2e: Math.round(jobs / (performance.now() - began) * 1000) }));
await worker.close();
await queue.close();
process.exit(0);
