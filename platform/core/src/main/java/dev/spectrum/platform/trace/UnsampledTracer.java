package dev.spectrum.platform.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.sqlclient.impl.tracing.QueryRequest;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a request its ids, for logs, events and whoever is asked next, as the tracer behind it would. That one describes
 * each request and statement before it asks whether the description is wanted; here it is asked only in a trace that
 * somebody else has begun to record.
 */
final class UnsampledTracer implements VertxTracer<@Nullable Object, @Nullable Object> {

    private static final TextMapGetter<MultiMap> HEADERS = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(MultiMap headers) {
            return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    };

    private final VertxTracer<@Nullable Object, @Nullable Object> loud;

    @SuppressWarnings("unchecked")
    UnsampledTracer(VertxTracer<?, ?> loud) {
        this.loud = (VertxTracer<@Nullable Object, @Nullable Object>) loud;
    }

    /** A request whose span nobody records. */
    private record Unrecorded(Scope scope) {}

    @Override
    public <R> @Nullable Object receiveRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            Iterable<Map.Entry<String, String>> headers,
            TagExtractor<R> tags) {
        if (policy != TracingPolicy.IGNORE && request instanceof HttpRequest http) {
            var caller = GlobalOpenTelemetry.getPropagators()
                    .getTextMapPropagator()
                    .extract(io.opentelemetry.context.Context.root(), http.headers(), HEADERS);
            SpanContext before = Span.fromContext(caller).getSpanContext();
            if (!before.isSampled()) {
                Span span = Span.wrap(following(before));
                return new Unrecorded(QuarkusContextStorage.INSTANCE.attach(context, caller.with(span)));
            }
        }
        return loud.receiveRequest(context, kind, policy, request, operation, headers, tags);
    }

    private static SpanContext following(SpanContext before) {
        IdGenerator ids = IdGenerator.random();
        return SpanContext.create(
                before.isValid() ? before.getTraceId() : ids.generateTraceId(),
                ids.generateSpanId(),
                TraceFlags.getDefault(),
                before.getTraceState());
    }

    @Override
    public <R> void sendResponse(
            Context context,
            @Nullable R response,
            @Nullable Object begun,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        if (begun instanceof Unrecorded(Scope scope)) {
            scope.close();
        } else {
            loud.sendResponse(context, response, begun, failure, tags);
        }
    }

    /** A statement carries no ids. Whatever else is asked must be told ours. */
    @Override
    public <R> @Nullable Object sendRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> tags) {
        return request instanceof QueryRequest && !isRecorded(context)
                ? null
                : loud.sendRequest(context, kind, policy, request, operation, headers, tags);
    }

    private static boolean isRecorded(Context context) {
        var current = QuarkusContextStorage.getOtelContext(context);
        return current != null && Span.fromContext(current).getSpanContext().isSampled();
    }

    @Override
    public <R> void receiveResponse(
            Context context,
            @Nullable R response,
            @Nullable Object begun,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        if (begun != null) {
            loud.receiveResponse(context, response, begun, failure, tags);
        }
    }

    @Override
    public void close() {
        loud.close();
    }
}
