// A client that costs little beside what it measures: HTTP/1.1 over sockets that are kept, one request at a time on each.
import net from 'node:net';

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = '0\r\n\r\n';

/** A request as bytes. */
export function bytesOf({ port, path, headers }, body) {
    const fields = { host: `127.0.0.1:${port}`, 'content-type': 'application/json', ...headers, 'content-length': Buffer.byteLength(body) };
    const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join('');
    return Buffer.from(`POST ${path} HTTP/1.1\r\n${head}\r\n${body}`);
}

export class Connection {
    #socket;
    #received = [];
    #size = 0;
    #whole;
    #tail = '';
    #firstAt;
    #mark;
    #done;

    static open(port) {
        return new Promise((opened, failed) => {
            const connection = new Connection();
            connection.#socket = net.connect({ port, host: '127.0.0.1', noDelay: true }, () => opened(connection));
            connection.#socket.on('data', (data) => connection.#read(data));
            connection.#socket.on('error', failed);
            connection.#socket.on('close', () => connection.#done?.({ status: 0, body: Buffer.alloc(0) }));
        });
    }

    /**
     * Gives the status, the answer's bytes (chunked, where it came so), and when the mark was seen in them first.
     *
     * @param mark bytes with which what is waited for begins
     */
    send(bytes, mark) {
        this.#received = [];
        this.#size = 0;
        this.#whole = undefined;
        this.#tail = '';
        this.#firstAt = undefined;
        this.#mark = mark;
        return new Promise((done) => {
            this.#done = done;
            this.#socket.write(bytes);
        });
    }

    close() {
        this.#done = undefined;
        this.#socket.destroy();
    }

    #read(data) {
        this.#received.push(data);
        this.#size += data.length;
        if (this.#firstAt === undefined && this.#mark && data.includes(this.#mark)) {
            this.#firstAt = performance.now();
        }
        if (this.#whole === undefined) {
            const head = this.#received.length === 1 ? data : Buffer.concat(this.#received);
            const end = head.indexOf(headEnd);
            if (end < 0) {
                return;
            }
            const length = /\r\ncontent-length: *(\d+)/i.exec(head.latin1Slice(0, end));
            this.#whole = length ? end + 4 + Number(length[1]) : Infinity;
        }
        this.#tail = (this.#tail + data.latin1Slice(Math.max(0, data.length - 5))).slice(-5);
        if (this.#size >= this.#whole || this.#whole === Infinity && this.#tail === lastChunk) {
            const body = Buffer.concat(this.#received);
            const done = this.#done;
            this.#done = undefined;
            done({ status: Number(body.latin1Slice(9, 12)), body, firstAt: this.#firstAt });
        }
    }
}
