// mcp-proxy 6.7.19 before the same upstream: PORT UPSTREAM-URL. Its command line only starts upstreams that speak over stdio,
// so this does what its command line does (src/bin/mcp-proxy.ts), with the SDK's HTTP client in place of the stdio one. Its
// event store is off, which it recommends for servers that only answer requests.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Server } from '@modelcontextprotocol/server';
import { proxyServer, startHTTPServer } from 'mcp-proxy';

const [port, upstream] = process.argv.slice(2);
const client = new Client({ name: 'mcp-proxy', version: '1.0.0' }, { capabilities: {} });
await client.connect(new StreamableHTTPClientTransport(new URL(upstream)));

await startHTTPServer({
    createServer: async () => {
        const serverCapabilities = client.getServerCapabilities();
        const server = new Server(client.getServerVersion(), { capabilities: serverCapabilities });
        await proxyServer({ client, server, serverCapabilities });
        return server;
    },
    eventStore: false,
    host: '127.0.0.1',
    port: Number(port),
    sseEndpoint: null,
    streamEndpoint: '/mcp',
});
