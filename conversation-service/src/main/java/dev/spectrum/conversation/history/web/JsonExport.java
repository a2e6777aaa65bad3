package dev.spectrum.conversation.history.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.conversation.attachments.domain.Attachment;
import dev.spectrum.conversation.history.ExportFormat;
import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.history.domain.PastMessage;
import java.util.Base64;

/**
 * Everything, for programs: a conversation with {@code messages}, as the API shows both, and the files that came with them;
 * a user's are {@code conversations}.
 */
final class JsonExport implements ExportFormat {

    private final ObjectMapper json;

    JsonExport(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public boolean hasAllBranches() {
        return true;
    }

    @Override
    public String beforeAll(String userId) {
        return "{\"user_id\":" + write(userId) + ",\"conversations\":[";
    }

    @Override
    public String beforeMessages(PastConversation conversation, int index) {
        ObjectNode shown = json.valueToTree(ConversationView.of(conversation));
        String open = write(shown.without("snippet"));
        return (index == 0 ? "" : ",") + open.substring(0, open.length() - 1) + ",\"messages\":[";
    }

    @Override
    public String message(PastMessage message, boolean first) {
        return (first ? "" : ",") + write(MessageView.of(message));
    }

    @Override
    public boolean hasFiles() {
        return true;
    }

    @Override
    public String afterMessages() {
        return "],\"attachments\":[";
    }

    @Override
    public String file(Attachment file, byte[] content, boolean first) {
        String open = write(file);
        return (first ? "" : ",")
                + open.substring(0, open.length() - 1)
                + ",\"content_base64\":\"" + Base64.getEncoder().encodeToString(content) + "\"}";
    }

    @Override
    public String afterFiles() {
        return "]}";
    }

    @Override
    public String afterAll() {
        return "]}";
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("What was said is JSON", notSerialisable);
        }
    }
}
