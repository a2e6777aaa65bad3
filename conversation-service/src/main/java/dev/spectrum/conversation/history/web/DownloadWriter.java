package dev.spectrum.conversation.history.web;

import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Writes a piece when the one before has been taken. What breaks off closes the connection, so that half is not the whole. */
@Provider
class DownloadWriter implements ServerMessageBodyWriter<Download> {

    private static final Logger LOG = Logger.getLogger(DownloadWriter.class);

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == Download.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Download.class;
    }

    @Override
    public void writeResponse(Download download, Type genericType, ServerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
        request.suspend();
        ServerHttpResponse response = context.serverResponse();
        response.setChunked(true);
        Cancellable writing = download.text()
                .onItem()
                .transformToUniAndConcatenate(piece -> write(piece, response))
                .subscribe()
                .with(
                        done -> {},
                        failure -> {
                            LOG.warnf("An export broke off: %s", failure.getMessage());
                            request.serverRequest().closeConnection();
                            request.resume();
                        },
                        () -> {
                            response.end();
                            request.resume();
                        });
        response.addCloseHandler(writing::cancel);
    }

    private static Uni<Void> write(String piece, ServerHttpResponse response) {
        return CallerContext.returnTo(
                () -> Uni.createFrom().completionStage(() -> response.write(piece.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public void writeTo(
            Download download,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream output) {
        throw new UnsupportedOperationException("It is written piece by piece");
    }
}
