// Stands where the tool-gateway and a vendor stand: delivers once under an Idempotency-Key and says so again, loses some of its
// answers when it is told to, and can be asked what became of a key.
import { createServer } from 'node:http';

export class Vendor {
    /** key -> when it was delivered, in ms */
    delivered = new Map();
    /** key -> how often it was asked for */
    asked = new Map();
    /** share of answers that are lost after the delivery */
    lost = 0;
    /** false for a vendor without keys: the gateway then says of a repeat that it does not know, and repeats nothing */
    honours = true;
    /** told of each delivery */
    onDelivery = () => {};
    #server;

    async listen(port) {
        const answer = '{"id":"x","name":"send_email","arguments":{},"is_error":false,"duration_ms":1,"result":{}}';
        this.#server = createServer((request, response) => {
            if (request.method === 'GET') {
                const key = new URL(request.url, 'http://x').searchParams.get('idempotency_key');
                response.writeHead(200, { 'content-type': 'application/json' });
                response.end(JSON.stringify({ outcome: !this.delivered.has(key) ? 'none' : this.honours ? 'succeeded' : 'unknown' }));
                return;
            }
            request.resume();
            request.on('end', () => {
                const key = request.headers['idempotency-key'];
                this.asked.set(key, (this.asked.get(key) ?? 0) + 1);
                if (this.delivered.has(key) && !this.honours) {
                    response.writeHead(409, { 'content-type': 'application/problem+json' });
                    response.end('{"type":"urn:spectrum:problem:unknown-outcome","title":"x","status":409,"detail":"Nobody knows."}');
                    return;
                }
                if (!this.delivered.has(key)) {
                    this.delivered.set(key, Date.now());
                    this.onDelivery(key);
                }
                if (this.lost && Math.random() < this.lost) {
                    response.socket.destroy();
                    return;
                }
                response.writeHead(200, { 'content-type': 'application/json' });
                response.end(answer);
            });
        });
        this.#server.keepAliveTimeout = 60_000;
        await new Promise((ready) => this.#server.listen(port, '127.0.0.1', ready));
    }

    forget() {
        this.delivered.clear();
        this.asked.clear();
    }

    close() {
        this.#server.closeAllConnections();
        return new Promise((closed) => this.#server.close(closed));
    }
}
