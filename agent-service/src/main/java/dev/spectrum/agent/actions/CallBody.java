package dev.spectrum.agent.actions;

import dev.spectrum.platform.tenant.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where and with what an action is called, as clients write it. */
public record CallBody(
        @Nullable @Valid Place context,
        @Nullable @Size(max = 100) Map<String, @NotNull Object> variables) {

    /** Whatever the action's scopes don't name is of no consequence. */
    public record Place(
            @Nullable @Size(max = 200) String workspaceId,
            @Nullable @Size(max = 200) String projectId,
            @Nullable @Size(max = 200) String taskId) {

        private static final Place NOWHERE = new Place(null, null, null);
    }

    /** What it means for this caller, whose own values and nobody else's are looked at. */
    public ResolveAction.Wanted wanted(UUID actionId, Caller who) {
        Place place = Objects.requireNonNullElse(context, Place.NOWHERE);
        return new ResolveAction.Wanted(
                actionId,
                new Actions.Context(
                        who.tenantId(), who.subject(), place.workspaceId(), place.projectId(), place.taskId()),
                values());
    }

    public Map<String, Object> values() {
        return Objects.requireNonNullElse(variables, Map.of());
    }
}
