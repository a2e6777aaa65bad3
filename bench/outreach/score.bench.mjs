// Scoring alone, the pure function, in a JVM of its own: see README.md.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export default async function measure(stack) {
    const program = fileURLToPath(new URL('ScoreLeads.java', import.meta.url));
    const said = execFileSync(`${stack.javaHome}/bin/java`, ['-cp', `${stack.root}/outreach-service/target/classes`, program, String(stack.rounds)], { encoding: 'utf8' });
    process.stdout.write(said);
    const rate = Number(said.match(/^median (\d+)/m)[1]);
    stack.figure('leads scored in a second, one thread', rate.toLocaleString('en'), 'at least 50,000', rate >= 50_000);
}
