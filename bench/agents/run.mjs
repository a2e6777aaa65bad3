// Runs every measurement of this folder: see README.md. It is started by `./spectrum bench agents`, which gives it a running
// stack in the environment.
import { readdirSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { StubModel } from './model.mjs';
import { Stack } from './stack.mjs';

const stack = new Stack(process.env, await StubModel.start(Number(process.env.BENCH_MODEL_PORT)));
process.on('exit', () => stack.close());
['SIGTERM', 'SIGINT', 'SIGHUP'].forEach((signal) => process.on(signal, () => process.exit(1)));

console.log(`${availableParallelism()} cores, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}, Node ${process.version}`);
for (const file of readdirSync(fileURLToPath(new URL('.', import.meta.url))).sort()) {
    if (file.endsWith('.bench.mjs')) {
        console.log(`\n${file}`);
        const { default: measure } = await import(`./${file}`);
        await measure(stack);
    }
}

const rows = [['figure', 'measured', 'promised', ''], ...stack.figures.map((one) => [one.name, one.measured, one.bound, one.met ? 'met' : 'MISSED'])];
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
console.log(`\n${rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n')}`);
process.exit(stack.figures.every((one) => one.met) ? 0 : 1);
