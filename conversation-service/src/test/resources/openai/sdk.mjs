// What a program does that uses OpenAI's own client: said on standard output as one JSON object.
// Arguments: the client's folder, the base URL, a token, the model.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const [folder, baseURL, apiKey, model] = process.argv.slice(2);
const { default: OpenAI } = await import(pathToFileURL(join(folder, 'index.mjs')));
const client = new OpenAI({ apiKey, baseURL });
const said = {};

said.models = (await client.models.list()).data.map(({ id }) => id);
said.model = (await client.models.retrieve(model)).id;

const question = { role: 'user', content: 'Who should I call?' };
const whole = await client.chat.completions.create({ model, messages: [question] });
said.whole = whole.choices[0].message.content;
said.wholeTokens = whole.usage.total_tokens;

// The client itself puts the pieces together, and complains about what does not fit.
const stream = client.chat.completions.stream({
    model, messages: [question], stream_options: { include_usage: true },
});
said.pieces = [];
stream.on('content', piece => said.pieces.push(piece));
said.streamed = (await stream.finalChatCompletion()).choices[0].message.content;
said.streamedTokens = (await stream.totalUsage()).total_tokens;

// The client calls its own tool and sends the result, until there is an answer.
const tools = run => [{
    type: 'function',
    function: {
        name: 'local_weather',
        description: 'The weather where the client is',
        parse: JSON.parse,
        parameters: { type: 'object', properties: { city: { type: 'string' } } },
        function: run,
    },
}];
for (const streamed of [false, true]) {
    const called = [];
    const runner = client.chat.completions.runTools({
        model, stream: streamed, messages: [{ role: 'user', content: 'Do I need a coat?' }],
        tools: tools(({ city }) => { called.push(city); return '2 degrees'; }),
    });
    said[streamed ? 'streamedTools' : 'wholeTools'] = { called, answer: await runner.finalContent() };
}

const refused = async ask => {
    try {
        await ask();
        return null;
    } catch (error) {
        return { kind: error.constructor.name, status: error.status ?? null, code: error.code ?? null,
            param: error.param ?? null, type: error.type ?? null };
    }
};
said.unknown = await refused(() => client.chat.completions.create({ model: 'nobody', messages: [question] }));
said.invalid = await refused(() => client.chat.completions.create({ model, messages: [{ role: 'user', content: '' }] }));
said.stranger = await refused(() => new OpenAI({ apiKey: 'none', baseURL }).models.list());
said.brokenOff = await refused(async () => {
    for await (const chunk of await client.chat.completions.create({ model, messages: [question], stream: true })) {
        said.beforeItBroke = (said.beforeItBroke ?? '') + (chunk.choices[0]?.delta?.content ?? '');
    }
});
said.rejected = await refused(() => client.chat.completions.create({ model, messages: [question] }));

console.log(JSON.stringify(said));
