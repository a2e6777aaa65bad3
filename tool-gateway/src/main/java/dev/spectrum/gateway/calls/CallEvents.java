package dev.spectrum.gateway.calls;

import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.permissions.domain.Refusal;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.platform.event.OutgoingEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code tool.called} and {@code tool.refused}. Arguments and results stay here. */
final class CallEvents {

    private static final String TOPIC = "spectrum.gateway.events";

    private record ToolCalled(
            UUID callId,
            String tool,
            String caller,
            @Nullable String agentRole,
            String dataSource,
            Access access,
            boolean isError,
            long durationMs) {}

    private record ToolRefused(
            UUID callId,
            String tool,
            String caller,
            @Nullable String agentRole,
            String reason) {}

    private CallEvents() {}

    static OutgoingEvent called(Call call, ToolDefinition tool, boolean isError, long durationMs) {
        return event(
                call,
                "dev.spectrum.gateway.tool.called.v1",
                new ToolCalled(
                        call.id(),
                        tool.name(),
                        call.callerId(),
                        call.request().agentRole().orElse(null),
                        tool.dataSource(),
                        tool.access(),
                        isError,
                        durationMs));
    }

    static OutgoingEvent refused(Call call, Refusal reason) {
        return event(
                call,
                "dev.spectrum.gateway.tool.refused.v1",
                new ToolRefused(
                        call.id(),
                        RecordedArguments.text(call.request().tool()),
                        call.callerId(),
                        call.request().agentRole().map(RecordedArguments::text).orElse(null),
                        reason.code()));
    }

    private static OutgoingEvent event(Call call, String type, Object data) {
        return new OutgoingEvent(
                TOPIC, type, call.request().caller().tenantId(), call.id().toString(), data);
    }
}
