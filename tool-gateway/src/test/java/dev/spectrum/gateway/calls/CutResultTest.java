package dev.spectrum.gateway.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutResultTest {

    private static final int LIMIT = 2_000;

    @Test
    void aShortResultStaysAsItIs() {
        JsonNode result = contacts(5, "note");
        assertThat(CutResult.to(LIMIT, result)).isEqualTo(result);
    }

    @Test
    void aLongListLosesItsEnd() {
        JsonNode cut = CutResult.to(LIMIT, contacts(5_000, "note"));
        assertThat(cut.get("contacts").size()).isBetween(5, 50);
        assertThat(cut.at("/contacts/0")).isEqualTo(contacts(1, "note").at("/contacts/0"));
        assertThat(cut.get("total").asInt()).isEqualTo(5_000);
        assertThat(bytes(cut)).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void aLongTextLosesItsEndAndShortOnesNothing() {
        ObjectNode result =
                JsonNodeFactory.instance.objectNode().put("title", "A page").put("body", "word ".repeat(100_000));
        JsonNode cut = CutResult.to(LIMIT, result);
        assertThat(cut.get("title").asText()).isEqualTo("A page");
        assertThat(cut.get("body").asText()).startsWith("word word").endsWith(" …");
        assertThat(bytes(cut)).isBetween(500, LIMIT);
    }

    @Test
    void listsOfLongTextsLoseOfBoth() {
        JsonNode cut = CutResult.to(LIMIT, contacts(200, "long ".repeat(500)));
        assertThat(cut.get("contacts").size()).isBetween(2, 100);
        assertThat(bytes(cut)).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void nothingIsCutInTheMiddleOfACharacter() {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("text", "x" + "\ud83d\ude00".repeat(10_000));
        String cut = CutResult.to(LIMIT, result).get("text").asText();
        assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(cut);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[]}",
                "{\"a\":\"ü\\\"\\n\",\"b\":[1,2.5,true,null]}",
                "{\"a\":{\"b\":{\"c\":[[[\"x\"]]]}}}"
            })
    void aSizeIsAboutTheBytesOfItsJson(String json) throws JsonProcessingException {
        JsonNode value = new ObjectMapper().readTree(json);
        assertThat(CutResult.size(value, 1_000)).isBetween((long) bytes(value) - 2, bytes(value) + 40L);
    }

    @Test
    void manyFieldsAreAListByAnotherName() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 10_000; i++) {
            result.put("field-" + i, i);
        }
        assertThat(CutResult.to(LIMIT, result).size()).isBetween(60, 200);
    }

    private static ObjectNode contacts(int count, String note) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("total", count);
        for (int i = 0; i < count; i++) {
            result.withArray("/contacts").addObject().put("name", "Contact").put("note", note);
        }
        return result;
    }

    private static int bytes(JsonNode value) {
        return value.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
