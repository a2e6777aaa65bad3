package dev.spectrum.gateway.calls;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.platform.tenant.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** A request for a tool on its way, with its id in the audit trail and its clock. */
public final class Call {

    private final UUID id = UuidCreator.getTimeOrderedEpoch();
    /** As exact as the database keeps it. */
    private final Instant calledAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private final long startedNanos = System.nanoTime();
    private final CallRequest request;
    private final Optional<String> key;

    /** @param tool empty where there is no such tool */
    Call(CallRequest request, Optional<ToolDefinition> tool) {
        this.request = request;
        this.key = tool.filter(known -> known.access() == Access.WRITE).flatMap(write -> request.idempotencyKey());
    }

    public UUID id() {
        return id;
    }

    public Instant calledAt() {
        return calledAt;
    }

    /** The Idempotency-Key of a call that changes something; reading twice does no harm. */
    public Optional<String> key() {
        return key;
    }

    public CallRequest request() {
        return request;
    }

    /** A user's {@code sub}; a service's name, which says more than its. */
    public String callerId() {
        return callerId(request.caller());
    }

    public static String callerId(Caller caller) {
        return caller.isService() ? caller.name() : caller.subject();
    }

    /** So far. */
    public long durationMs() {
        return Duration.ofNanos(System.nanoTime() - startedNanos).toMillis();
    }

    CallContext context() {
        return new CallContext(
                id, request.caller(), request.agentRole(), key.orElseGet(id::toString), request.client());
    }
}
