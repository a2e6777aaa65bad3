package dev.spectrum.outreach.texts.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.answers.Answers;
import dev.spectrum.outreach.texts.TextWriter;
import dev.spectrum.outreach.texts.TextsConfig;
import dev.spectrum.outreach.texts.domain.TextAnswer;
import dev.spectrum.outreach.texts.domain.TextBrief;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Asks an agent over the suite's front, which reserves the tenant's budget and tells of the run. The key is made of what is
 * asked, so that whoever asks the same again, because it died before it kept the answer, is given the same for nothing.
 */
@ApplicationScoped
class AgentWriter implements TextWriter {

    private static final Logger LOG = Logger.getLogger(AgentWriter.class);
    private static final Duration NOBODY_IS_TO_BLAME = Duration.ofSeconds(30);
    private static final int LONGEST_REASON = 300;
    private static final Pattern RUN =
            Pattern.compile("chatcmpl-([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})");
    /** Some models answer with JSON in a fence. */
    private static final Pattern FENCED = Pattern.compile("(?s)\\s*```(?:json)?\\s*(.*?)\\s*```\\s*");

    private final ConversationService conversations;
    private final ObjectMapper json;
    private final TextsConfig config;

    AgentWriter(@RestClient ConversationService conversations, ObjectMapper json, TextsConfig config) {
        this.conversations = conversations;
        this.json = json;
        this.config = config;
    }

    @Override
    public Uni<TextAnswer> write(TextBrief brief) {
        Map<String, Object> request = BriefWords.request(brief, json);
        return conversations
                .complete(brief.tenantId(), key(brief, request), request)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(this::answer)
                .onFailure()
                .recoverWithItem(AgentWriter::noAnswer);
    }

    private static String key(TextBrief brief, Map<String, Object> request) {
        return "text-" + brief.touchId() + "-"
                + UUID.nameUUIDFromBytes(request.toString().getBytes(StandardCharsets.UTF_8));
    }

    private TextAnswer answer(Response answer) {
        JsonNode body = Answers.read(answer.readEntity(String.class), json);
        if (answer.getStatus() == 200) {
            return written(body);
        }
        String reason = Answers.shortened(
                "The agent's service answered " + answer.getStatus() + ": "
                        + body.at("/error/message").asText("without saying why"),
                LONGEST_REASON);
        // A budget that is used up, too many requests, and a service that does not take our word are no fault of the
        // agent's.
        boolean counts = switch (answer.getStatus()) {
            case 401, 403, 429 -> false;
            default -> true;
        };
        return new TextAnswer.Failed(
                reason,
                counts,
                counts
                        ? Answers.retryAfter(answer)
                        : Answers.retryAfter(answer).or(() -> Optional.of(NOBODY_IS_TO_BLAME)));
    }

    private TextAnswer written(JsonNode body) {
        String content = body.at("/choices/0/message/content").asText("");
        Matcher fenced = FENCED.matcher(content);
        JsonNode text = Answers.read(fenced.matches() ? fenced.group(1) : content, json);
        return text.path("body").isTextual()
                ? new TextAnswer.Written(
                        run(body.path("id").asText("")),
                        text.path("subject").asText(""),
                        text.path("body").asText())
                : new TextAnswer.Failed(
                        "The agent's answer is not the JSON that was asked for.", true, Optional.empty());
    }

    /** The front's ids name their runs: without their hyphens, behind {@code chatcmpl-}. */
    private static String run(String id) {
        Matcher run = RUN.matcher(id);
        return run.matches() ? run.replaceFirst("$1-$2-$3-$4-$5") : id;
    }

    private static TextAnswer noAnswer(Throwable failure) {
        LOG.debugf(failure, "No answer from an agent");
        if (Answers.neverConnected(failure)) {
            return new TextAnswer.Failed(
                    "The agents' service could not be reached.", false, Optional.of(NOBODY_IS_TO_BLAME));
        }
        return new TextAnswer.Failed("The agent did not answer in time.", true, Optional.empty());
    }
}
