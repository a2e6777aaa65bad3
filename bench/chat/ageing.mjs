// A turn in a conversation of 100,000 messages beside one in a conversation of 10: see README.md.
import { oneByOne } from './load.mjs';
import { acme, cpu, median, percentile } from '../stack.mjs';

const long = 100_000;
const short = 10;
const turns = 200;

/** Makes a conversation of so many messages of one that has two; gives its last message. */
async function fill(client, conversation, messages) {
    await client.query(
        `with ids as (select n, uuidv7() id from generate_series(3, $3) n)
         insert into conversation.message (tenant_id, id, conversation_id, parent_message_id, position, role, content,
                                           tool_calls, tool_results, tokens_used, created_at)
         select $1, i.id, c.id, coalesce(lag(i.id) over (order by i.n), c.active_message_id), i.n,
                case i.n % 2 when 1 then 'user' else 'assistant' end, 'word ' || i.n, '{"rounds": []}', '{"items": []}', 10, now()
         from ids i, conversation.conversation c where c.tenant_id = $1 and c.id = $2`, [acme, conversation, messages]);
    const last = await client.query(
        `update conversation.conversation c set active_message_id = m.id from conversation.message m
         where c.tenant_id = $1 and c.id = $2 and m.tenant_id = $1 and m.conversation_id = $2 and m.position = $3
         returning m.id`, [acme, conversation, messages]);
    return last.rows[0].id;
}

/** Gives by how much a turn in the long conversation is dearer, read from PostgreSQL and remembered in Redis. */
export async function ageing(stack, conversation, send) {
    let old;
    const young = [];
    await stack.sql('spectrum', async (client) => {
        const { conversation_id } = await send({});
        old = { conversation_id, parent: await fill(client, conversation_id, long) };
        for (let i = 0; i < turns * stack.rounds; i++) {
            const started = await send({});
            young.push({ conversation_id: started.conversation_id, parent: await fill(client, started.conversation_id, short) });
        }
        await client.query('vacuum analyze conversation.message, conversation.conversation');
    });
    const results = {};
    for (let round = 0; round < stack.rounds; round++) {
        const sides = [
            { name: 'long', messages: long, at: () => old },
            { name: 'short', messages: short, at: (turn) => young[round * turns + turn] },
        ];
        // Whoever says which message it answers has the branch read; the next turn goes on from what is remembered.
        for (const [kind, fields] of [
            ['read', ({ conversation_id, parent }) => ({ conversation_id, parent_message_id: parent })],
            ['remembered', ({ conversation_id }) => ({ conversation_id })],
        ]) {
            const measured = {};
            for (const { name, messages, at } of round % 2 ? sides : sides.toReversed()) {
                const side = await conversation(false, (turn) => fields(at(turn)));
                const used = () => ['conversation', 'postgresql', 'redis'].reduce((sum, process) => sum + cpu(stack.pids[process]), 0);
                const before = used();
                const times = await oneByOne(side, turns);
                measured[name] = { p50: percentile(times, 0.5), cpu: ((used() - before) * 1000) / turns };
                console.log(`${round + 1}  ${number(messages)} messages, ${kind}: p50 ${measured[name].p50.toFixed(2)} ms, CPU ${measured[name].cpu.toFixed(2)} ms`);
            }
            for (const part of ['p50', 'cpu']) {
                (results[`${kind} ${part}`] ??= []).push(measured.long[part] / measured.short[part]);
            }
        }
    }
    const words = { p50: 'p50', cpu: 'CPU of ours, PostgreSQL and Redis' };
    return Object.fromEntries(Object.entries(results).map(([name, ratios]) => {
        const [kind, part] = name.split(' ');
        const what = kind === 'read' ? 'read from PostgreSQL' : 'remembered in Redis';
        return [`a turn in ${number(long)} messages to one in ${short}, ${what}: ${words[part]}`, median(ratios)];
    }));
}

const number = (value) => value.toLocaleString('en');
