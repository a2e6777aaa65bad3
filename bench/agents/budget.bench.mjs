// A thousand calls at once against a budget that has room for fifty: see README.md.
import http from 'node:http';
import { globex, until } from '../stack.mjs';
import { StubModel } from './model.mjs';

const owner = 'owner@globex.test';
const calls = 1000;
const warmUp = 300;
const limitUsd = 5;
const priceUsd = 0.1;
// gpt-4o costs 2.50 and 10 dollars for a million tokens: 20 in (four letters and the frame of a message) and 9,995 out are a
// tenth of a dollar, reserved and spent.
const question = 'Who?';
const tokens = { input: 20, output: 9_995 };

function run(agent, url, token) {
    return new Promise((done, failed) => {
        const request = http.request(url, {
            method: 'POST',
            agent,
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': 2 },
        }, (response) => {
            response.resume();
            response.on('end', () => done(response.statusCode));
        });
        request.on('error', failed);
        request.end('{}');
    });
}

export default async function measure(stack) {
    const model = await StubModel.at(stack.modelPort);
    await stack.call(stack.agent, 'root@spectrum.test', 'PATCH', `/api/v1/tenants/${globex}`, {
        daily_limit_usd: limitUsd, requests_per_minute: 100_000,
    });
    const prompt = (model) => stack.call(stack.agent, owner, 'POST', '/api/v1/prompts', {
        name: 'bench', messages: [{ role: 'user', content: question }],
        settings: { model, temperature: 0, max_tokens: tokens.output },
    });
    model.usage = () => tokens;
    const token = await stack.token(owner);
    // The demo model costs nothing: with it, the service gets warm.
    const free = await prompt('spectrum-demo');
    const few = new http.Agent({ keepAlive: true, maxSockets: 8 });
    await Promise.all(Array.from({ length: warmUp },
        () => run(few, `${stack.agent}/api/v1/prompts/${free.id}/run`, token)));
    model.calls = 0;

    const dear = await prompt('gpt-4o');
    const agent = new http.Agent({ maxSockets: calls });
    const began = performance.now();
    const statuses = await Promise.all(Array.from({ length: calls },
        () => run(agent, `${stack.agent}/api/v1/prompts/${dear.id}/run`, token)));
    const seconds = (performance.now() - began) / 1000;
    const count = (status) => statuses.filter((one) => one === status).length;
    const answered = count(200);
    console.log(`${calls} calls of $${priceUsd} at once, ${seconds.toFixed(1)} s: ${answered} answered, ${count(429)} refused,` +
        ` ${calls - answered - count(429)} otherwise (${[...new Set(statuses)].join(', ')}); the model was asked ${model.calls} times`);
    // What Redis has counted, and what the ledger has when all runs are in it.
    const budget = await stack.call(stack.agent, owner, 'GET', '/api/v1/budget');
    const inLedger = async () => (await stack.call(stack.agent, owner, 'GET', '/api/v1/budget/usage?group_by=prompt')).items
        .find((line) => line.key === dear.id);
    await until('all runs that were answered in the ledger', async () => (await inLedger())?.runs === answered);
    const ledger = await inLedger();
    const usd = (amount) => `$${Number(amount).toFixed(2)}`;
    const within = (amount) => amount <= limitUsd + 1e-9 && amount >= 4.9 - 1e-9;
    const bound = '$4.90 to $5.00';
    stack.figure('1,000 calls of $0.10 against $5: what was answered cost', usd(answered * priceUsd), bound, within(answered * priceUsd));
    const others = calls - answered - count(429);
    stack.figure('... neither answered nor refused', String(others), '0', others === 0);
    stack.figure('... the budget says', usd(budget.spent_usd), bound, within(budget.spent_usd));
    stack.figure('... the ledger says', usd(ledger.cost_usd), bound, within(ledger.cost_usd));
}
