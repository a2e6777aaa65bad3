package dev.spectrum.demomodel.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.demomodel.conversation.Message;
import dev.spectrum.demomodel.conversation.ResponseFormat;
import dev.spectrum.demomodel.conversation.Turn;
import dev.spectrum.demomodel.json.Json;
import dev.spectrum.demomodel.meaning.MiniLm;
import dev.spectrum.demomodel.meaning.RememberedSentences;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaAnswerTest {

    private static final SchemaAnswer ANSWER = new SchemaAnswer(new RememberedSentences(MiniLm.load()));

    private static final String PAGE = """
            Extract the company profile from this page.
            Harbourline Freight moves parcels for online shops across the west of England.
            Industry: Logistics
            Employees: 38
            Our services: same-day delivery, storage, returns
            Write to hello@harbourline.example or call +44 7700 900322. See https://harbourline.example.
            We are hiring: yes""";

    @Test
    void fillsTheSchemaFromTheText() {
        JsonNode json = answer(PAGE, """
                {"type": "object", "properties": {"industry": {"type": "string"}, "employees": {"type": "integer"},
                 "email": {"type": "string"}, "phone": {"type": "string"}, "website": {"type": "string"},
                 "our_services": {"type": "array", "items": {"type": "string"}}, "we_are_hiring": {"type": "boolean"},
                 "size": {"type": "object", "properties": {"employees": {"type": "number"}}}}}""");

        assertThat(json.toString())
                .isEqualTo(
                        "{\"industry\":\"Logistics\",\"employees\":38,\"email\":\"hello@harbourline.example\","
                                + "\"phone\":\"+44 7700 900322\",\"website\":\"https://harbourline.example.\","
                                + "\"our_services\":[\"same-day delivery\",\"storage\",\"returns\"],\"we_are_hiring\":true,\"size\":{\"employees\":38}}");
    }

    @Test
    void choosesTheNearestSentenceForADescription() {
        JsonNode json = answer(PAGE, """
                {"type": "object", "properties": {"summary": {"type": "string", "description": "which goods the company moves"}}}""");

        assertThat(json.path("summary").asText()).startsWith("Harbourline Freight moves parcels");
    }

    @Test
    void choosesAmongTheValuesOfAnEnum() {
        JsonNode json = answer("Sorry, please take me off your list.", """
                {"type": "object", "properties": {"intent": {"type": "string", "enum": ["interested", "unsubscribe", "out_of_office"]}}}""");

        assertThat(json.path("intent").asText()).isEqualTo("unsubscribe");
    }

    @Test
    void leavesEmptyWhatIsNotThere() {
        JsonNode json = answer("Hello!", """
                {"type": "object", "properties": {"phone": {"type": "string"}, "value": {"type": "number"}, "tags": {"type": "array"},
                 "hiring": {"type": "boolean"}}}""");

        assertThat(json.toString()).isEqualTo("{\"phone\":\"\",\"value\":0,\"tags\":[],\"hiring\":false}");
    }

    @Test
    void putsTheAnswerWhereTheSchemaAsksForIt() {
        assertThat(answer("Hi", "{\"type\": \"object\", \"properties\": {\"answer\": {\"type\": \"string\"}}}")
                        .path("answer")
                        .asText())
                .isEqualTo("the answer");
    }

    @Test
    void jsonObjectHoldsTheAnswer() {
        assertThat(ANSWER.inForm(new ResponseFormat.JsonObject(), turn("Hi"), "the answer"))
                .isEqualTo("{\"answer\":\"the answer\"}");
    }

    private static JsonNode answer(String text, String schema) {
        ResponseFormat format =
                new ResponseFormat.JsonSchema("schema", Json.read(schema).orElseThrow());
        return Json.read(ANSWER.inForm(format, turn(text), "the answer")).orElseThrow();
    }

    private static Turn turn(String text) {
        return Turn.of(List.of(new Message.User(text)));
    }
}
