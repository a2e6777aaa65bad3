package dev.spectrum.agent.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.platform.model.Budget;
import dev.spectrum.platform.model.BudgetExhausted;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What happens in a run as events of AG-UI 1.0 (https://docs.ag-ui.com), whose names are in camelCase. */
@ApplicationScoped
class AgUi {

    private final ObjectMapper json;

    AgUi(ObjectMapper json) {
        this.json = json;
    }

    /** The event's JSON. A run is its own thread: nothing follows it. */
    String event(UUID runId, RunEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (event) {
            case RunEvent.Started(UUID id) -> {
                fields.put("type", "RUN_STARTED");
                fields.put("threadId", id);
                fields.put("runId", id);
            }
            case RunEvent.MessageStarted(UUID messageId) -> {
                fields.put("type", "TEXT_MESSAGE_START");
                fields.put("messageId", messageId);
                fields.put("role", "assistant");
            }
            case RunEvent.Text(UUID messageId, String delta) -> {
                fields.put("type", "TEXT_MESSAGE_CONTENT");
                fields.put("messageId", messageId);
                fields.put("delta", delta);
            }
            case RunEvent.MessageEnded(UUID messageId) -> {
                fields.put("type", "TEXT_MESSAGE_END");
                fields.put("messageId", messageId);
            }
            case RunEvent.Ended(Run run)
            when run.status() == RunStatus.COMPLETED -> {
                fields.put("type", "RUN_FINISHED");
                fields.put("threadId", runId);
                fields.put("runId", runId);
                fields.put("result", RunAnswer.of(run));
            }
            case RunEvent.Ended(Run run) -> {
                RunFailure why = run.failure().orElse(RunFailure.INTERNAL);
                fields.put("type", "RUN_ERROR");
                fields.put("runId", runId);
                fields.put("message", why.detail());
                fields.put("code", why.code());
                if (why.code().equals(RunFailures.BUDGET_EXHAUSTED)) {
                    fields.put(BudgetExhausted.RESETS_AT, Budget.resetsAt());
                }
            }
        }
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Events must be JSON", notSerialisable);
        }
    }
}
