// A fast MCP server over streamable HTTP, without sessions: PORT TOOLS. It has so many tools; each answers with its arguments.
import { createServer } from 'node:http';

const [port, count] = process.argv.slice(2).map(Number);
const tools = Array.from({ length: count }, (_, i) => ({
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

createServer((request, response) => {
    if (request.method !== 'POST') {
        response.writeHead(405).end();
        return;
    }
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
        const message = JSON.parse(body);
        if (message.id === undefined) {
            response.writeHead(202).end();
            return;
        }
        const answer = answers[message.method];
        const text = JSON.stringify({
            jsonrpc: '2.0',
            id: message.id,
            ...(answer ? { result: answer(message.params ?? {}) } : { error: { code: -32601, message: 'Method not found' } }),
        });
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
        response.end(text);
    });
}).listen(port, '127.0.0.1');
