package dev.spectrum.outreach.approvals;

import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Asks a person about a message, and does what they decide. Within the tenant's transaction. */
@ApplicationScoped
public class DecideApproval {

    private final Approvals approvals;
    private final WaitingTouches touches;
    private final Outbox outbox;

    DecideApproval(Approvals approvals, WaitingTouches touches, Outbox outbox) {
        this.approvals = approvals;
        this.touches = touches;
        this.outbox = outbox;
    }

    public Uni<Void> ask(Approval approval) {
        return approvals.add(approval).chain(() -> outbox.add(ApprovalEvents.requested(approval)));
    }

    /** It is sent, by itself. Empty if there is no such approval. */
    public Uni<Optional<Approval.Decision>> approve(UUID id, String by) {
        return decide(id, approval -> approval.approve(by, Instant.now()), touches::release);
    }

    /** A person sends it. */
    public Uni<Optional<Approval.Decision>> send(UUID id, String by) {
        return decide(id, approval -> approval.send(by, Instant.now()), touches::release);
    }

    /** A person sent it elsewhere. */
    public Uni<Optional<Approval.Decision>> done(UUID id, String by) {
        return decide(id, approval -> approval.done(by, Instant.now()), touches::done);
    }

    public Uni<Optional<Approval.Decision>> reject(UUID id, String by, String why) {
        return decide(
                id,
                approval -> approval.reject(by, why, Instant.now()),
                rejected -> touches.skip(
                        rejected,
                        "rejected",
                        why.isBlank() ? "A person rejected it." : "A person rejected it: " + why));
    }

    /** Nobody decided in time. */
    public Uni<Optional<Approval.Decision>> expire(UUID id) {
        return decide(
                id,
                approval -> approval.expire(Instant.now()),
                expired -> touches.skip(
                        expired, "approval-expired", "Nobody approved it before " + expired.expiresAt() + "."));
    }

    /** Changes the text; it waits on. */
    public Uni<Optional<Approval.Decision>> edit(Approval approval, String subject, String body) {
        return switch (approval.edit(subject, body, Instant.now())) {
            case Approval.Decided(Approval edited) ->
                approvals.change(edited).map(Approval.Decided::new).map(Optional::of);
            case Approval.Refused refused -> Uni.createFrom().item(Optional.of(refused));
        };
    }

    private Uni<Optional<Approval.Decision>> decide(
            UUID id, Function<Approval, Approval.Decision> decision, Function<Approval, Uni<Void>> consequence) {
        return approvals
                .findForChange(id)
                .chain(found -> found.map(approval ->
                                carryOut(decision.apply(approval), consequence).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Approval.Decision> carryOut(Approval.Decision decision, Function<Approval, Uni<Void>> consequence) {
        return switch (decision) {
            case Approval.Decided(Approval decided) ->
                approvals
                        .change(decided)
                        .call(changed -> consequence.apply(changed))
                        .call(changed -> outbox.add(ApprovalEvents.decided(changed)))
                        .map(Approval.Decided::new);
            case Approval.Refused refused -> Uni.createFrom().item(refused);
        };
    }
}
