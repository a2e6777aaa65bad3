// A second agent-service beside the stack's own, and what PostgreSQL is told.
import { readdirSync, readFileSync } from 'node:fs';
import { until } from '../stack.mjs';

/** The same as the stack's own in everything but its port and its database, which is new. Gives its URL. */
export async function another(stack, database) {
    await stack.sql('postgres', async (client) => {
        await client.query(`drop database if exists ${database} with (force)`);
        await client.query(`create database ${database}`);
    });
    const bootstrap = `${stack.root}/deploy/servers/src/main/resources/dev/spectrum/servers/bootstrap.sql`;
    await stack.sql(database, (client) => client.query(readFileSync(bootstrap, 'utf8')));
    const { command, args, env } = stack.like('agent');
    stack.start(command, args, { env: { ...env, SPECTRUM_DB_NAME: database, SPECTRUM_HTTP_PORT: String(stack.port) } });
    const base = `http://127.0.0.1:${stack.port}`;
    await until('the second agent-service', async () => (await fetch(`${base}/q/health/ready`)).ok);
    return base;
}

/** What PostgreSQL logs while the work is done. */
export async function statements(stack, work) {
    const file = readdirSync(stack.logs).find((name) => name.startsWith('postgres'));
    const read = () => readFileSync(`${stack.logs}/${file}`, 'utf8');
    return stack.sql('postgres', async (client) => {
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
