// A model that says what the benchmark wants it to: OpenAI's chat completions, at once, as JSON or as a stream.
import http from 'node:http';

export class StubModel {
    /** Given the request's body, what is used: { input, output }, in tokens. */
    usage = () => ({ input: 10, output: 1 });
    /** Told each system prompt. */
    onSystemPrompt = () => {};
    calls = 0;

    static #at = new Map();

    /** The one that listens on this port, started by whoever asks first. */
    static at(port) {
        if (!this.#at.has(port)) {
            this.#at.set(port, this.#start(port));
        }
        return this.#at.get(port);
    }

    static async #start(port) {
        const model = new StubModel();
        const server = http.createServer(async (request, response) => {
            const chunks = [];
            for await (const chunk of request) {
                chunks.push(chunk);
            }
            model.#answer(JSON.parse(Buffer.concat(chunks).toString() || '{}'), response);
        });
        // A connection that waits for a busy client is not closed under it.
        server.keepAliveTimeout = 600_000;
        await new Promise((listening, failed) => server.on('error', failed).listen(port, '127.0.0.1', 2048, listening));
        return model;
    }

    #answer(request, response) {
        this.calls++;
        this.onSystemPrompt((request.messages ?? []).find((message) => message.role === 'system')?.content ?? '');
        const { input, output } = this.usage(request);
        const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
        const base = { id: 'bench', created: 1_700_000_000, model: request.model };
        if (!request.stream) {
            response.setHeader('content-type', 'application/json');
            response.end(JSON.stringify({
                ...base,
                object: 'chat.completion',
                choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Done.' } }],
                usage,
            }));
            return;
        }
        response.setHeader('content-type', 'text/event-stream');
        const say = (fields) => response.write(
            `data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', ...fields })}\n\n`);
        say({ choices: [{ index: 0, finish_reason: null, delta: { role: 'assistant', content: 'Done.' } }] });
        say({ choices: [{ index: 0, finish_reason: 'stop', delta: {} }] });
        say({ choices: [], usage });
        response.end('data: [DONE]\n\n');
    }
}
