package dev.spectrum.platform.model;

import static dev.spectrum.platform.model.ScriptedServer.STUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spectrum.platform.model.ProviderStub.Answer;
import dev.spectrum.platform.model.ProviderStub.Speaker;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(ScriptedServer.class)
class GenAiSpanIT {

    @Inject
    Models models;

    @BeforeEach
    void nothingIsTold() {
        STUB.forget();
        KeptSpans.SPANS.clear();
    }

    @ParameterizedTest
    @EnumSource
    void aCallIsToldByTheConventionsAndWithoutItsWords(Speaker speaker) {
        STUB.answer(speaker.says("Call ", "Ada."));
        models.stream(call(speaker.model)).collect().asList().await().indefinitely();

        SpanData span = spans().getFirst();
        assertThat(span.getName()).isEqualTo("chat " + speaker.model);
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        URI server = URI.create(STUB.url(""));
        Map<AttributeKey<?>, Object> attributes = span.getAttributes().asMap();
        assertThat(attributes.get(AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk")))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.DOUBLE)
                .isPositive();
        assertThat(attributes)
                .containsAllEntriesOf(Map.of(
                        AttributeKey.stringKey("gen_ai.operation.name"),
                        "chat",
                        AttributeKey.stringKey("gen_ai.provider.name"),
                        speaker == Speaker.OPENAI ? "openai" : "anthropic",
                        AttributeKey.stringKey("gen_ai.request.model"),
                        speaker.model,
                        AttributeKey.longKey("gen_ai.request.max_tokens"),
                        100L,
                        AttributeKey.doubleKey("gen_ai.request.temperature"),
                        0.2,
                        AttributeKey.booleanKey("gen_ai.request.stream"),
                        true,
                        AttributeKey.stringKey("gen_ai.output.type"),
                        "text"))
                .containsAllEntriesOf(Map.of(
                        AttributeKey.stringKey("gen_ai.response.id"),
                        "r1",
                        AttributeKey.stringKey("gen_ai.response.model"),
                        "real-name",
                        AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"),
                        List.of("stop"),
                        AttributeKey.longKey("gen_ai.usage.input_tokens"),
                        10L,
                        AttributeKey.longKey("gen_ai.usage.output_tokens"),
                        5L,
                        AttributeKey.stringKey("server.address"),
                        server.getHost(),
                        AttributeKey.longKey("server.port"),
                        (long) server.getPort()));
        assertThat(attributes.toString()).doesNotContain("Ada", "Who?", ScriptedServer.KEY);
        assertThat(span.getEvents()).isEmpty();
        assertThat(STUB.asked().getFirst().headers()).doesNotContainKey("Traceparent");
    }

    @Test
    void theRetriesOfAModelAreOneSpanAndEachOtherModelHasItsOwn() {
        STUB.answer(
                Answer.json(500, "{}", Map.of()),
                Answer.json(500, "{}", Map.of()),
                Answer.json(Speaker.ANTHROPIC.whole("Here.")));
        models.ask(call("other-with-fallbacks")).await().indefinitely();

        assertThat(spans())
                .extracting(SpanData::getName)
                .containsExactly("chat other-with-fallbacks", "chat gone-too", "chat claude-test");
        assertThat(spans().getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(spans().getFirst().getAttributes().get(GenAiSpan.ERROR_TYPE)).isEqualTo("unavailable");
        assertThat(spans().getLast().getAttributes().asMap())
                .doesNotContainKeys(GenAiSpan.ERROR_TYPE, GenAiSpan.REQUEST_STREAM);
    }

    @Test
    void aRefusalIsAnErrorWithoutWhatTheServerSaid() {
        STUB.answer(Answer.json(401, "{\"error\": \"for " + ScriptedServer.KEY + "\"}", Map.of()));
        assertThatThrownBy(() -> models.ask(call("other-large")).await().indefinitely())
                .isInstanceOf(ModelException.class);
        assertThat(spans().getFirst().getAttributes().get(GenAiSpan.ERROR_TYPE)).isEqualTo("rejected");
        assertThat(spans().getFirst().toString()).doesNotContain(ScriptedServer.KEY);
    }

    private static List<SpanData> spans() {
        return KeptSpans.SPANS.stream()
                .filter(span -> span.getName().startsWith("chat "))
                .toList();
    }

    private static ModelCall call(String model) {
        return new ModelCall(
                UUID.randomUUID(), 1_000_000, model, 0.2, 100, List.of(new ModelMessage.User("Who?")), List.of());
    }
}
