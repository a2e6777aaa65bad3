// A fast MCP server without sessions: PORT TOOLS over streamable HTTP, `stdio` TOOLS over standard input and output. It has so
// many tools; each answers with its arguments.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const [port, count] = process.argv.slice(2);
const tools = Array.from({ length: Number(count) }, (_, i) => ({
    name: `echo_${i}`,
    title: `Echo ${i}`,
    description: `Answers with what it was given: the tool number ${i} of the upstream that the benchmark calls.`,
    inputSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
}));

const answers = {
    initialize: () => ({
        protocolVersion: '2025-11-25',
        capabilities: { tools: {} },
        serverInfo: { name: 'bench-upstream', version: '1' },
    }),
    ping: () => ({}),
    'tools/list': () => ({ tools }),
    'tools/call': ({ arguments: given }) => ({
        content: [{ type: 'text', text: JSON.stringify(given) }],
        structuredContent: given,
        isError: false,
    }),
};

/** Undefined for a notification. */
function answer(text) {
    const message = JSON.parse(text);
    if (message.id === undefined) {
        return undefined;
    }
    const work = answers[message.method];
    return JSON.stringify({
        jsonrpc: '2.0',
        id: message.id,
        ...(work ? { result: work(message.params ?? {}) } : { error: { code: -32601, message: 'Method not found' } }),
    });
}

function overHttp(request, response) {
    if (request.method !== 'POST') {
        response.writeHead(405).end();
        return;
    }
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
        const text = answer(body);
        if (text === undefined) {
            response.writeHead(202).end();
            return;
        }
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
        response.end(text);
    });
}

if (port === 'stdio') {
    createInterface({ input: process.stdin }).on('line', (line) => {
        const text = answer(line);
        if (text !== undefined) {
            process.stdout.write(`${text}\n`);
        }
    });
} else {
    createServer(overHttp).listen(Number(port), '127.0.0.1');
}
