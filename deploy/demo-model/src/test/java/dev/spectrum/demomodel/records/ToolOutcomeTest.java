package dev.spectrum.demomodel.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.demomodel.records.ToolOutcome.Data;
import dev.spectrum.demomodel.records.ToolOutcome.Failure;
import dev.spectrum.demomodel.records.ToolOutcome.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolOutcomeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\": \"no such contact\"}                                               | no such contact",
                "{\"error\": {\"code\": \"x\", \"message\": \"not permitted\"}}                 | not permitted",
                "{\"error\": \"forbidden\", \"message\": \"crm:write is missing\"}              | crm:write is missing",
                "{\"title\": \"Not Found\", \"status\": 404, \"detail\": \"No contact 7\"}       | No contact 7",
                "{\"isError\": true, \"content\": [{\"type\": \"text\", \"text\": \"id is required\"}]} | id is required",
                "{\"is_error\": true, \"message\": \"timed out\"}                               | timed out",
                "Error: the CRM did not answer                                                | the CRM did not answer",
                "Error: {\"detail\": \"crm:write is missing\"}                                   | crm:write is missing",
                "Tool call failed                                                             | Tool call failed",
            })
    void tellsAFailureByItsReason(String result, String reason) {
        assertThat(ToolOutcome.of(result.strip())).isEqualTo(new Failure(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"items\": []}",
                "[{\"name\": \"Dana\"}]",
                "{\"error\": null, \"items\": []}",
                "{\"status\": \"open\", \"name\": \"Rollout\"}",
                "{\"content\": [{\"type\": \"text\", \"text\": \"{\\\"items\\\": []}\"}]}",
                "{\"structuredContent\": {\"items\": []}, \"content\": [{\"type\": \"text\", \"text\": \"x\"}], \"isError\": false}",
                "[{\"type\": \"text\", \"text\": \"{\\\"items\\\": []}\"}]",
            })
    void readsData(String result) {
        assertThat(ToolOutcome.of(result)).isInstanceOf(Data.class);
    }

    @Test
    void takesOtherTextAsItIs() {
        assertThat(ToolOutcome.of("  The contact was archived. ")).isEqualTo(new Words("The contact was archived."));
        assertThat(ToolOutcome.of("")).isEqualTo(new Words(""));
        assertThat(ToolOutcome.of("42")).isEqualTo(new Words("42"));
    }
}
