// Runs the measurements of one folder, NAME: see its README.md. It is started by `./spectrum bench NAME`, which gives it a running
// stack in the environment.
import { readdirSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Stack } from './stack.mjs';

const folder = new URL(`${process.argv[2]}/`, import.meta.url);
const stack = new Stack(process.env);
process.on('exit', () => stack.close());
['SIGTERM', 'SIGINT', 'SIGHUP'].forEach((signal) => process.on(signal, () => process.exit(1)));

// BENCH_ONLY=score,import runs those alone.
const only = process.env.BENCH_ONLY?.split(',');
console.log(`${availableParallelism()} cores, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}, Node ${process.version}`);
for (const file of readdirSync(fileURLToPath(folder)).sort()) {
    if (file.endsWith('.bench.mjs') && (!only || only.some((name) => file === `${name}.bench.mjs`))) {
        console.log(`\n${file}`);
        const { default: measure } = await import(new URL(file, folder));
        // One that fails keeps no other from being measured.
        await measure(stack).catch((failure) => {
            console.error(failure);
            stack.figure(file, 'failed', 'to be measured', false);
        });
    }
}

const rows = [['figure', 'measured', 'promised', ''],
    ...stack.figures.map(({ name, measured, bound, met }) => [name, measured, bound, met === undefined ? '' : met ? 'met' : 'MISSED'])];
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
console.log(`\n${rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n')}`);
process.exit(stack.figures.length > 0 && stack.figures.every((one) => one.met !== false) ? 0 : 1);
