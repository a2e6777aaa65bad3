// How long it takes until a changed agent answers: see README.md.
import { acme, percentile } from '../stack.mjs';
import { StubModel } from './model.mjs';

const owner = 'owner@acme.test';
const changes = 50;
const boundMillis = 1000;

export default async function measure(stack) {
    const model = await StubModel.at(stack.modelPort);
    await stack.call(stack.agent, 'root@spectrum.test', 'PATCH', `/api/v1/tenants/${acme}`, {
        daily_limit_usd: 1000, requests_per_minute: 100_000,
    });
    const agents = (await stack.call(stack.agent, owner, 'GET', '/api/v1/agents')).items;
    const agent = agents.find((one) => one.role === 'sales');
    const token = await stack.token(owner);
    const ask = (method, url, body) => fetch(url, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
    }).then(async (response) => {
        if (!response.ok) {
            throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
        }
        return response.json();
    });

    let wanted = '';
    let heardAt = 0;
    model.usage = () => ({ input: 10, output: 1 });
    model.onSystemPrompt = (prompt) => {
        heardAt = heardAt || (prompt.includes(wanted) ? performance.now() : 0);
    };
    let conversation = null;
    const turn = async () => {
        const answer = await ask('POST', `${stack.conversation}/api/chat/send`, {
            agent_role: 'sales', message: 'Who is next?', conversation_id: conversation,
        });
        conversation = answer.conversation_id;
    };
    await turn();

    const times = [];
    let turns = 0;
    for (let i = 1; i <= changes; i++) {
        wanted = `This is change ${i} of ${changes}.`;
        heardAt = 0;
        // Every other change meets a conversation that is new.
        conversation = i % 2 ? conversation : null;
        const began = performance.now();
        await ask('PUT', `${stack.agent}/api/v1/agents/${agent.id}`, {
            ...agent, system_prompt: `You are the {role_name} agent of {company_name}. ${wanted}`,
        });
        while (!heardAt && performance.now() - began < 10 * boundMillis) {
            await turn();
            turns++;
        }
        times.push(heardAt ? heardAt - began : Infinity);
    }
    model.onSystemPrompt = () => {};
    times.sort((a, b) => a - b);
    console.log(`${changes} changes, ${turns} turns: from the PUT until the model was asked with it,` +
        ` p50 ${percentile(times, 0.5).toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms, at most ${times.at(-1).toFixed(0)} ms`);
    const figure = (name, part) => stack.figure(`a changed agent answers, ${name}`, `${percentile(times, part).toFixed(0)} ms`,
        'under 1,000 ms', percentile(times, part) < boundMillis);
    figure('p50', 0.5);
    figure('p99', 0.99);
}
