// An OpenAI-compatible model that always says the same 50 words, as JSON or as a stream: PORT. `PUT /think` with a number says
// for how many milliseconds it thinks before it answers; at first it does not.
import http from 'node:http';
import { lastWord, words } from './words.mjs';

const base = { id: 'chatcmpl-bench', created: 1_700_000_000, model: 'bench' };
const usage = { prompt_tokens: 10, completion_tokens: words.length, total_tokens: 10 + words.length };
const whole = Buffer.from(JSON.stringify({
    ...base,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: words.join('') }, finish_reason: 'stop' }],
    usage,
}));
const chunk = (fields) => Buffer.from(`data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', ...fields })}\n\n`);
// One write a word, as models do.
const pieces = words.map((content) => chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }));
const end = Buffer.concat([
    chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
    chunk({ choices: [], usage }),
    Buffer.from('data: [DONE]\n\n'),
]);
let think = 0;

function answer(body, response) {
    if (body.includes('"stream":true')) {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
        pieces.forEach((piece) => response.write(piece));
        response.end(end);
    } else {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length });
        response.end(whole);
    }
}

const server = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1');
    request.on('data', (more) => (body += more));
    request.on('end', () => {
        if (request.url === '/think') {
            think = Number(body);
            response.end(lastWord);
        } else if (think > 0) {
            setTimeout(answer, think, body, response);
        } else {
            answer(body, response);
        }
    });
});
// A connection that waits for a busy client is not closed under it.
server.keepAliveTimeout = 600_000;
server.listen(Number(process.argv[2]), '127.0.0.1', 2048);
