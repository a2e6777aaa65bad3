package dev.spectrum.demomodel.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads a body as UTF-8 and gives up as soon as it is larger than allowed. */
final class BodyLimit {

    private final HttpServerRequest request;
    private final int largest;
    private final Buffer read = Buffer.buffer();

    BodyLimit(HttpServerRequest request, int largest) {
        this.request = request;
        this.largest = largest;
    }

    Future<String> read() {
        Promise<String> body = Promise.promise();
        request.handler(part -> {
            if (read.length() + part.length() > largest) {
                request.handler(null);
                body.tryFail(new InvalidRequest(413, "The body is larger than " + largest + " bytes.", null, null));
            } else {
                read.appendBuffer(part);
            }
        });
        request.exceptionHandler(body::tryFail);
        request.endHandler(end -> body.tryComplete(read.toString()));
        return body.future();
    }
}
