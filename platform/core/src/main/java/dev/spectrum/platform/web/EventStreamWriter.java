package dev.spectrum.platform.web;

import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Writes events as they come (https://html.spec.whatwg.org/#server-sent-events), until their end or the client's; a comment
 * now and then, so that nobody on the way takes a silent model for a dead connection.
 */
@Provider
@Produces(MediaType.SERVER_SENT_EVENTS)
class EventStreamWriter implements ServerMessageBodyWriter<EventStream> {

    private static final Logger LOG = Logger.getLogger(EventStreamWriter.class);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final Vertx vertx;

    EventStreamWriter(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == EventStream.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == EventStream.class;
    }

    @Override
    public void writeResponse(EventStream stream, Type genericType, ServerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
        request.suspend();
        ServerHttpResponse response = context.serverResponse();
        response.setChunked(true).setResponseHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        long comments = vertx.setPeriodic(SILENCE.toMillis(), timer -> response.write(COMMENT));
        Cancellable listening = stream.events()
                .onTermination()
                .invoke(() -> vertx.cancelTimer(comments))
                .subscribe()
                .with(
                        event -> response.write(event.getBytes(StandardCharsets.UTF_8)),
                        failure -> {
                            LOG.warnf("A stream of events broke off: %s", failure.getMessage());
                            end(response, request);
                        },
                        () -> end(response, request));
        response.addCloseHandler(listening::cancel);
    }

    private static void end(ServerHttpResponse response, ResteasyReactiveRequestContext request) {
        response.end();
        request.resume();
    }

    @Override
    public void writeTo(
            EventStream stream,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream output) {
        throw new UnsupportedOperationException("Events are written as they come");
    }
}
