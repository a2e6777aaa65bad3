package dev.spectrum.conversation.turn.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ContentBlocksTest {

    @Test
    void ofImagesAndFilesAModelReadsWhatTheyAre() throws JsonProcessingException {
        JsonNode content = new ObjectMapper().readTree("""
                [{"type": "text", "text": "A chart:"}, {"type": "image", "mimeType": "image/png", "data": "iVBORw0KGgo="},
                 {"type": "resource", "resource": {"uri": "file:///a.pdf", "mimeType": "application/pdf", "blob": "JVBERi0="}},
                 {"type": "resource", "resource": {"uri": "file:///a.txt", "text": "as it is"}}, 7]""");
        assertThat(ContentBlocks.readable(content)).isEqualTo(new ObjectMapper().readTree("""
                [{"type": "text", "text": "A chart:"}, {"type": "image", "mimeType": "image/png", "data": "[not shown]"},
                 {"type": "resource", "resource": {"uri": "file:///a.pdf", "mimeType": "application/pdf", "blob": "[not shown]"}},
                 {"type": "resource", "resource": {"uri": "file:///a.txt", "text": "as it is"}}, 7]"""));
    }
}
