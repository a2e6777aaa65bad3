// Turns, many at once: as fast as they are answered, or at a rate that waits for nobody.
import { Connection } from './client.mjs';
import { lastWord } from './words.mjs';

const expected = Buffer.from(lastWord);

/**
 * Who answers turns.
 *
 * @typedef {object} Side
 * @property {number} port
 * @property {Buffer} mark with which what the model said begins in an answer
 * @property {(slot: number) => Buffer} request a connection's
 */

async function turn(connection, side, slot) {
    const answer = await connection.send(side.request(slot), side.mark);
    if (answer.status !== 200 || !answer.body.includes(expected)) {
        throw new Error(`port ${side.port} answered ${answer.status}: ${answer.body.toString('latin1').slice(0, 2000)}`);
    }
    return answer;
}

/** So many connections, on each one turn after another. Gives turns and seconds. */
export async function closedLoop(side, connections, seconds) {
    const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(side.port)));
    const began = performance.now();
    const end = began + seconds * 1000;
    let turns = 0;
    try {
        await Promise.all(open.map(async (connection, slot) => {
            while (performance.now() < end) {
                await turn(connection, side, slot);
                turns++;
            }
        }));
    } finally {
        open.forEach((connection) => connection.close());
    }
    return { turns, seconds: (performance.now() - began) / 1000 };
}

/** Turns at fixed times, whether or not earlier ones were answered; times in ms count from when each was due. */
export async function openLoop(side, perSecond, seconds, connections) {
    const idle = await Promise.all(Array.from({ length: connections }, async (_, slot) => ({ slot, connection: await Connection.open(side.port) })));
    const waiting = [];
    const all = [...idle];
    const whole = [];
    const first = [];
    const take = async (due) => {
        const mine = idle.pop() ?? await new Promise((free) => waiting.push(free));
        const answer = await turn(mine.connection, side, mine.slot);
        whole.push(performance.now() - due);
        first.push(answer.firstAt - due);
        const next = waiting.shift();
        next ? next(mine) : idle.push(mine);
    };
    const pending = [];
    const start = performance.now();
    for (let i = 0; i < seconds * perSecond; i++) {
        const due = start + (i * 1000) / perSecond;
        // A timer may be a millisecond late, which counts as the answer's time.
        await new Promise((later) => setTimeout(later, Math.max(0, due - performance.now())));
        pending.push(take(due));
    }
    try {
        await Promise.all(pending);
    } finally {
        all.forEach(({ connection }) => connection.close());
    }
    return { whole: whole.sort((a, b) => a - b), first: first.sort((a, b) => a - b) };
}

/** One turn after another; the time of each, in ms. */
export async function oneByOne(side, turns) {
    const connection = await Connection.open(side.port);
    const times = [];
    try {
        for (let i = 0; i < turns; i++) {
            const began = performance.now();
            await turn(connection, side, i);
            times.push(performance.now() - began);
        }
    } finally {
        connection.close();
    }
    return times.sort((a, b) => a - b);
}
