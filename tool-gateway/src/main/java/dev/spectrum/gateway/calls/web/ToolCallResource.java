package dev.spectrum.gateway.calls.web;

import dev.spectrum.gateway.calls.CallLog;
import dev.spectrum.gateway.calls.RecordedCall;
import dev.spectrum.gateway.calls.VerifyTrail;
import dev.spectrum.gateway.calls.domain.Fault;
import dev.spectrum.gateway.calls.domain.Head;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit trail, the latest call first. */
@Path("/api/v1/tool-calls")
@RolesAllowed(Role.ADMINISTER)
public class ToolCallResource {

    private final CallLog log;
    private final VerifyTrail verifyTrail;
    private final TenantRequest request;

    ToolCallResource(CallLog log, VerifyTrail verifyTrail, TenantRequest request) {
        this.log = log;
        this.verifyTrail = verifyTrail;
        this.request = request;
    }

    /** @param to not included */
    @GET
    public Uni<Page<RecordedCall>> list(
            @QueryParam("tool") @Nullable String tool,
            @QueryParam("agent_role") @Nullable String agentRole,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @Valid @BeanParam PageRequest page) {
        CallLog.Filter filter = new CallLog.Filter(
                Optional.ofNullable(tool), Optional.ofNullable(agentRole), time("from", from), time("to", to));
        Optional<UUID> before = page.afterId();
        return request.run(who -> log.list(filter, before, page.fetch()))
                .map(calls -> Page.of(calls, page, call -> call.id().toString(), call -> call));
    }

    /**
     * What was found in the audit trail.
     *
     * @param isIntact nothing is wrong with what was checked
     * @param checked how many entries
     * @param next where to go on, if that was not all; null otherwise
     * @param head how far the trail has got: keep it elsewhere, to check against it later
     * @param fault null if there is none
     */
    record VerificationView(
            boolean isIntact,
            long from,
            long checked,
            @Nullable Long next,
            HeadView head,
            @Nullable FaultView fault) {

        static VerificationView of(long from, VerifyTrail.Finding finding) {
            return new VerificationView(
                    finding.fault().isEmpty(),
                    from,
                    finding.checked(),
                    finding.isComplete() ? null : finding.last() + 1,
                    new HeadView(
                            finding.head().position(),
                            HexFormat.of().formatHex(finding.head().hash())),
                    finding.fault().map(FaultView::of).orElse(null));
        }
    }

    record HeadView(long position, String hash) {}

    record FaultView(long position, String kind, String message) {

        static FaultView of(Fault fault) {
            return new FaultView(
                    fault.position(),
                    fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    fault.kind().message());
        }
    }

    /**
     * Checks that the trail says what was recorded: from one position to another, both included.
     *
     * @param headPosition together with headHash: a head as it was published or kept
     */
    @GET
    @Path("/verify")
    public Uni<VerificationView> verify(
            @QueryParam("from") @DefaultValue("1") @Min(1) long from,
            @QueryParam("to") @Min(1) @Nullable Long to,
            @QueryParam("head_position") @Min(1) @Nullable Long headPosition,
            @QueryParam("head_hash") @Pattern(regexp = "[0-9a-f]{64}") @Nullable String headHash) {
        if ((headPosition == null) != (headHash == null)) {
            throw ProblemException.invalid("?head_position", "Goes together with head_hash.");
        }
        Optional<Head> known = headPosition == null || headHash == null
                ? Optional.empty()
                : Optional.of(new Head(headPosition, HexFormat.of().parseHex(headHash)));
        return verifyTrail
                .verify(request.caller().tenantId(), from, to == null ? Long.MAX_VALUE : to, known)
                .map(finding -> VerificationView.of(from, finding));
    }

    private static Optional<Instant> time(String name, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException notATime) {
            throw ProblemException.invalid("?" + name, "Must be a time such as 2026-01-31T09:00:00Z.");
        }
    }
}
