package dev.spectrum.gateway.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class RecordedArgumentsTest {

    @Test
    void keepsWhatIsShort() throws JsonProcessingException {
        String arguments = "{\"a\":1,\"b\":[true,null,{\"c\":\"d\"}]}";
        assertThat(recorded(arguments).toString()).isEqualTo(arguments);
    }

    @Test
    void hidesWhatLooksLikeASecretAtAnyDepth() throws JsonProcessingException {
        ObjectNode recorded = recorded(
                "{\"apiKey\":\"s3cr3t\",\"more\":{\"Authorization\":\"s3cr3t\",\"db_password\":{\"x\":\"s3cr3t\"}},"
                        + "\"list\":[{\"access_token\":\"s3cr3t\"}],\"monkey\":\"seen\"}");
        assertThat(recorded.toString()).doesNotContain("s3cr3t").contains("seen");
    }

    @Test
    void cutsWhatIsLong() throws JsonProcessingException {
        ObjectNode recorded =
                recorded("{\"text\":\"" + "x".repeat(10_000) + "\",\"list\":[" + "1,".repeat(999) + "1]}");
        assertThat(recorded.toString())
                .hasSizeLessThan(1_000)
                .contains("[cut: 10000 characters]")
                .contains("[cut: 1000 items]");
    }

    @Test
    void cutsWhatIsDeep() throws JsonProcessingException {
        ObjectNode recorded = recorded("{\"a\":".repeat(100) + "1" + "}".repeat(100));
        assertThat(recorded.toString()).hasSizeLessThan(100).contains("too deep");
    }

    @Test
    void keepsNoNul() throws JsonProcessingException {
        assertThat(recorded("{\"a\\u0000\":\"b\\u0000\"}").toString()).doesNotContain("\\u0000", "\u0000");
        assertThat(RecordedArguments.text("a\u0000")).isEqualTo("a\ufffd");
    }

    private static ObjectNode recorded(String arguments) throws JsonProcessingException {
        return RecordedArguments.of((ObjectNode) new ObjectMapper().readTree(arguments));
    }
}
