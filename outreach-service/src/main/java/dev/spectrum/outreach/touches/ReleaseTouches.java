package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.approvals.WaitingTouches;
import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.Refusal;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Lets a touch go on as a person decided. Whatever else became of it meanwhile stays. */
@ApplicationScoped
class ReleaseTouches implements WaitingTouches {

    private final Touches touches;
    private final TellOfTouches tell;

    ReleaseTouches(Touches touches, TellOfTouches tell) {
        this.touches = touches;
        this.tell = tell;
    }

    @Override
    public Uni<Void> release(Approval approval) {
        return change(approval, touch -> touch.approved(Instant.now()));
    }

    @Override
    public Uni<Void> skip(Approval approval, String code, String reason) {
        return change(approval, touch -> touch.refused(new Refusal.ForGood(code, reason)));
    }

    @Override
    public Uni<Void> done(Approval approval) {
        return change(approval, touch -> touch.sentByHand(message(approval), Instant.now()));
    }

    private Uni<Void> change(Approval approval, UnaryOperator<Touch> decision) {
        return touches.lock(List.of(approval.id())).chain(held -> {
            List<Touch> before = held.stream()
                    .map(Touches.Held::touch)
                    .filter(touch -> touch.status() == TouchStatus.AWAITING_APPROVAL)
                    .toList();
            List<Touch> after = before.stream().map(decision).toList();
            // As a claim of its own, for what was sent elsewhere is written down as well.
            return touches.save(after, approval.id()).chain(() -> tell.tell(before, after));
        });
    }

    /** What a person sent elsewhere begins no thread: its Message-ID is not known. */
    private static OutgoingMessage message(Approval approval) {
        return new OutgoingMessage(
                null, "", approval.to(), approval.subject(), approval.body(), "", "", null, List.of(), Map.of());
    }
}
