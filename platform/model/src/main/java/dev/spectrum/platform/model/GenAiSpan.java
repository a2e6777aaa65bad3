package dev.spectrum.platform.model;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One model's work on one call, all attempts at it, as a span. Every name of OpenTelemetry's conventions for generative AI that
 * we use is here and nowhere else. What was asked and answered is not in it: that is people's.
 *
 * @see <a href="https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-spans.md">the
 *     conventions</a>
 */
final class GenAiSpan {

    static final String CHAT = "chat";

    static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER_NAME = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<Long> REQUEST_MAX_TOKENS = AttributeKey.longKey("gen_ai.request.max_tokens");
    static final AttributeKey<Double> REQUEST_TEMPERATURE = AttributeKey.doubleKey("gen_ai.request.temperature");
    static final AttributeKey<Boolean> REQUEST_STREAM = AttributeKey.booleanKey("gen_ai.request.stream");
    static final AttributeKey<String> OUTPUT_TYPE = AttributeKey.stringKey("gen_ai.output.type");
    static final AttributeKey<String> RESPONSE_ID = AttributeKey.stringKey("gen_ai.response.id");
    static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    static final AttributeKey<List<String>> RESPONSE_FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    static final AttributeKey<Double> RESPONSE_TIME_TO_FIRST_CHUNK =
            AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
    static final AttributeKey<Long> USAGE_INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
    static final AttributeKey<Long> USAGE_OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
    static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final Span span;
    private final long startedAt = System.nanoTime();

    private GenAiSpan(Span span) {
        this.span = span;
    }

    static GenAiSpan start(Tracer tracer, Provider provider, ModelCall call, String model, boolean streamed) {
        Span span = tracer.spanBuilder(CHAT + " " + model)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(OPERATION_NAME, CHAT)
                .setAttribute(PROVIDER_NAME, provider.kind())
                .setAttribute(REQUEST_MODEL, model)
                .setAttribute(SERVER_ADDRESS, provider.host())
                .setAttribute(SERVER_PORT, (long) provider.port())
                .startSpan();
        if (span.isRecording()) {
            span.setAttribute(REQUEST_MAX_TOKENS, (long) call.maxOutputTokens());
            span.setAttribute(REQUEST_TEMPERATURE, call.temperature());
            span.setAttribute(OUTPUT_TYPE, call.answerSchema().isPresent() ? "json" : "text");
            if (streamed) {
                span.setAttribute(REQUEST_STREAM, true);
            }
        }
        return new GenAiSpan(span);
    }

    void heard(Hearing hearing, Usage usage, boolean streamed) {
        if (!span.isRecording()) {
            return;
        }
        span.setAttribute(USAGE_INPUT_TOKENS, usage.inputTokens());
        span.setAttribute(USAGE_OUTPUT_TOKENS, usage.outputTokens());
        hearing.finishReason().ifPresent(reason -> span.setAttribute(RESPONSE_FINISH_REASONS, List.of(word(reason))));
        if (!hearing.responseModel().isEmpty()) {
            span.setAttribute(RESPONSE_MODEL, hearing.responseModel());
        }
        if (!hearing.responseId().isEmpty()) {
            span.setAttribute(RESPONSE_ID, hearing.responseId());
        }
        if (streamed && hearing.pieces() > 0) {
            span.setAttribute(RESPONSE_TIME_TO_FIRST_CHUNK, (hearing.firstAt() - startedAt) / 1e9);
        }
    }

    /**
     * With {@code error.type} a {@link ModelRefusal}'s name, or {@code cancelled} where nobody waited for the answer any longer.
     */
    void end(@Nullable Throwable failure, boolean cancelled) {
        if (failure != null || cancelled) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(ERROR_TYPE, failure instanceof ModelException told ? word(told.refusal()) : "cancelled");
        }
        span.end();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
