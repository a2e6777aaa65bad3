package dev.spectrum.conversation.turn.web;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.spectrum.conversation.turn.domain.Place;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A message to an agent, as clients write it. */
@Schema(example = """
                {"agent_role": "sales", "message": "Who should I call today?", "conversation_id": null,
                 "client_message_id": "01990000-0000-7000-8000-00000000a001"}""")
record SendMessage(
        @NotBlank @Pattern(regexp = NO_NUL, message = NO_NUL_MESSAGE)
        String agentRole,

        @NotBlank @Pattern(regexp = NO_NUL, message = NO_NUL_MESSAGE)
        String message,

        @Schema(description = "absent or null: a new conversation") @Nullable
        UUID conversationId,

        @Schema(description = "the same id again joins the turn, repeats its answer, or tries it again if it failed")
        @Nullable
        UUID clientMessageId,

        @Schema(
                implementation = UUID.class,
                nullable = true,
                description =
                        "the message that this one follows; absent: the active one; null: none, so a new beginning")
        @JsonDeserialize(using = PlaceDeserializer.class)
        @Nullable
        Place parentMessageId,

        @Schema(description = "ids of files that come with it, see POST /api/v1/attachments") @Size(max = 10) @Nullable
        List<@NotNull UUID> attachments) {

    /** What PostgreSQL keeps no text with. */
    private static final String NO_NUL = "[^\\x00]*";

    private static final String NO_NUL_MESSAGE = "must not contain the character NUL";

    List<UUID> files() {
        return attachments == null ? List.of() : attachments.stream().distinct().toList();
    }

    Place place() {
        return parentMessageId == null ? new Place.AtLeaf() : parentMessageId;
    }
}
