package dev.spectrum.conversation.turn.web;

import dev.spectrum.conversation.turn.domain.Decision;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a person decides on the calls that a run waits with, as clients write it. */
@Schema(example = """
                {"decisions": [{"interrupt_id": "call_1", "decision": "edit", "arguments": {"to": "dana@northwind.example"}},
                               {"interrupt_id": "call_2", "decision": "reject", "comment": "Not before Monday."}]}""")
record Decisions(@NotEmpty @Size(max = 100) List<@Valid @NotNull One> decisions) {

    enum Kind {
        APPROVE,
        EDIT,
        REJECT
    }

    record One(
            @NotBlank @Size(max = 200) String interruptId,
            @NotNull Kind decision,

            @Schema(description = "for edit: what to call the tool with instead") @Nullable
            Map<String, Object> arguments,

            @Schema(description = "for reject: what the agent is told") @Nullable @Size(max = 2000)
            String comment) {

        Decision toDecision() {
            return switch (decision) {
                case APPROVE -> new Decision.Approve();
                case EDIT -> new Decision.Edit(Objects.requireNonNullElse(arguments, Map.of()));
                case REJECT -> new Decision.Reject(Objects.requireNonNullElse(comment, ""));
            };
        }
    }

    Map<String, Decision> byCall() {
        Map<String, Decision> byCall = new HashMap<>();
        for (int i = 0; i < decisions.size(); i++) {
            One one = decisions.get(i);
            if (one.decision() == Kind.EDIT && one.arguments() == null) {
                throw ProblemException.invalid("/decisions/" + i + "/arguments", "Must be there for edit.");
            }
            if (byCall.put(one.interruptId(), one.toDecision()) != null) {
                throw ProblemException.invalid("/decisions/" + i + "/interrupt_id", "Is decided twice.");
            }
        }
        return byCall;
    }
}
