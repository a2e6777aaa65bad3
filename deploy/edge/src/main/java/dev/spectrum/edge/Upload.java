package dev.spectrum.edge;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A request's body on its way through: fails with {@link BodyTooLarge} beyond a limit and says that it is moving. */
final class Upload implements ReadStream<Buffer> {

    static final class BodyTooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BodyTooLarge() {
            super("The request body is too large", null, false, false);
        }
    }

    private final ReadStream<Buffer> body;
    private final long limit;
    private final Runnable moving;
    private long length;
    private @Nullable Handler<Throwable> failed;

    Upload(ReadStream<Buffer> body, long limit, Runnable moving) {
        this.body = body;
        this.limit = limit;
        this.moving = moving;
    }

    @Override
    public Upload handler(@Nullable Handler<Buffer> handler) {
        body.handler(handler == null ? null : chunk -> take(chunk, handler));
        return this;
    }

    private void take(Buffer chunk, Handler<Buffer> handler) {
        length += chunk.length();
        if (length <= limit) {
            moving.run();
            handler.handle(chunk);
        } else if (failed != null) {
            failed.handle(new BodyTooLarge());
        }
    }

    @Override
    public Upload exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public Upload endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(handler);
        return this;
    }

    @Override
    public Upload pause() {
        body.pause();
        return this;
    }

    @Override
    public Upload resume() {
        body.resume();
        return this;
    }

    @Override
    public Upload fetch(long amount) {
        body.fetch(amount);
        return this;
    }
}
