// A campaign of as many leads and senders as a measurement wants, made of one of each that the API made.
import { acme } from '../stack.mjs';

const admin = 'owner@acme.test';
const tables = ['touch', 'lead', 'sender', 'sender_queue', 'sender_wake', 'limit_use', 'campaign', 'activity', 'unsubscribe_link',
    'suppression', 'outbox', 'account', 'inbox'];

export async function query(stack, text, values = []) {
    return stack.sql('spectrum', async (client) => {
        await client.query('set search_path = outreach');
        // Triggers ask whose change it is.
        await client.query(`set app.tenant_id = '${acme}'`);
        return (await client.query(text, values)).rows;
    });
}

/** So many rows like the one with this id, but for some columns, whose values are SQL over `n`, which counts from 1. */
export async function copies(stack, table, id, count, values) {
    const columns = (await query(stack, `select column_name from information_schema.columns
        where table_schema = 'outreach' and table_name = $1 and is_generated = 'NEVER'`, [table])).map((row) => row.column_name);
    await query(stack, `insert into ${table} (${columns.join(', ')})
        select ${columns.map((name) => values[name] ?? `o.${name}`).join(', ')}
        from ${table} o cross join generate_series(1, $2::int) n where o.id = $1`, [id, count]);
}

/** Forgets everything, and makes leads and senders; nothing leaves through a sender before it is let go. */
export async function prepare(stack, { leads, senders, dailyLimit = 1_000_000, pace = { from_seconds: 0, to_seconds: 0 }, held = false }) {
    // The service reads them at any moment, in another order.
    await until(() => query(stack, `truncate ${tables.join(', ')} cascade`).then(() => true, (failure) => {
        if (failure.code !== '40P01') {
            throw failure;
        }
        return false;
    }));
    await query(stack, `insert into account values ('${acme}', 'active', 1000000000, 0, 0)`);
    const post = (path, body) => stack.call(stack.outreach, admin, 'POST', path, body);
    const lead = await post('/api/v1/leads', { first_name: 'Ann', last_name: 'Lee', email: 'ann@company0.test', company: 'Initech', country: 'US' });
    const sender = await post('/api/v1/senders', { channel: 'email', address: 'sam@sender0.test', name: 'Sam', daily_limit: dailyLimit, pace });
    await copies(stack, 'lead', lead.id, leads - 1, {
        id: 'uuidv7()', email: `'a' || n || '@company' || n % 5000 || '.test'`, linkedin_url: `''`, phone: `''`,
    });
    await copies(stack, 'sender', sender.id, senders - 1, {
        id: 'uuidv7()', address: `'sam@sender' || n || '.test'`, pool: `'email:sender' || n || '.test'`,
    });
    await query(stack, 'analyze');
    if (held) {
        await hold(stack);
    }
    return (await query(stack, 'select id from sender')).map((row) => row.id);
}

export async function hold(stack) {
    await query(stack, `update sender set paused_at = now(), pause_code = 'bench', pause_reason = 'not yet'`);
}

export async function letGo(stack) {
    await query(stack, 'update sender set paused_at = null, pause_code = null, pause_reason = null');
}

/** Launches a campaign for all leads. */
export async function launch(stack, senderIds) {
    // Without a postal address no email is launched.
    await stack.call(stack.outreach, admin, 'PUT', '/api/v1/outreach-settings', { postal_address: '1 Main St, Springfield' });
    const campaign = await stack.call(stack.outreach, admin, 'POST', '/api/v1/campaigns', {
        name: `Bench ${Date.now()}`, permission_mode: 'autopilot', sender_ids: senderIds.slice(0, 1), lead_filter: {},
        sequence: [{ channel: 'email', after_hours: 0, subject: 'Hello {{first_name}}', body: 'Dear {{first_name}} of {{company}},\n\nhow are you?', only_if: null }],
    });
    // More than people may name.
    await query(stack, 'update campaign set sender_ids = $1 where id = $2', [senderIds, campaign.id]);
    await stack.call(stack.outreach, admin, 'POST', `/api/v1/campaigns/${campaign.id}/launch`, {});
    return campaign.id;
}

export async function planned(stack, campaign) {
    await until(async () => !(await query(stack, 'select planning from campaign where id = $1', [campaign]))[0].planning);
}

export async function statuses(stack) {
    return Object.fromEntries((await query(stack, 'select status, count(*)::int n from touch group by status')).map((row) => [row.status, row.n]));
}

export async function until(condition, patience = 600_000) {
    const end = Date.now() + patience;
    while (!(await condition())) {
        if (Date.now() > end) {
            throw new Error('it took too long');
        }
        await new Promise((later) => setTimeout(later, 100));
    }
}
