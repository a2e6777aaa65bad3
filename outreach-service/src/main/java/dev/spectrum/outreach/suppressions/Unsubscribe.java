package dev.spectrum.outreach.suppressions;

import dev.spectrum.outreach.activities.NewActivity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import dev.spectrum.outreach.leads.MoveLead;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.UnsubscribeLink;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a recipient may do with the link of a message: look at it, and unsubscribe. */
@ApplicationScoped
public class Unsubscribe {

    private static final String REASON = "unsubscribed";

    private final UnsubscribeLinks links;
    private final Suppressions suppressions;
    private final Suppress suppress;
    private final MoveLead moveLead;
    private final TenantTransaction transaction;

    Unsubscribe(
            UnsubscribeLinks links,
            Suppressions suppressions,
            Suppress suppress,
            MoveLead moveLead,
            TenantTransaction transaction) {
        this.links = links;
        this.suppressions = suppressions;
        this.suppress = suppress;
        this.moveLead = moveLead;
        this.transaction = transaction;
    }

    /** @param done the address itself is suppressed, whether or not its domain is */
    public record State(UnsubscribeLink link, boolean done) {}

    /** Changes nothing. Empty for a token that was never given out. */
    public Uni<Optional<State>> look(String token) {
        return with(
                token,
                link -> suppressions
                        .any(link.channel(), List.of(Suppressed.address(link.address())))
                        .map(suppression -> new State(link, suppression.isPresent())));
    }

    /** Suppresses the address, and the lead is contacted no more. The same again changes nothing. */
    public Uni<Optional<State>> act(String token) {
        return with(token, link -> end(link).replaceWith(new State(link, true)));
    }

    private Uni<Optional<State>> with(String token, Function<UnsubscribeLink, Uni<State>> work) {
        if (!UnsubscribeLink.isToken(token)) {
            return nothing();
        }
        return links.tenantOf(token)
                .chain(tenant -> tenant.map(id -> transaction.run(
                                id,
                                () -> links.find(token)
                                        .chain(link -> link.map(found ->
                                                        work.apply(found).map(Optional::of))
                                                .orElseGet(Unsubscribe::nothing))))
                        .orElseGet(Unsubscribe::nothing));
    }

    private static Uni<Optional<State>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    private Uni<Void> end(UnsubscribeLink link) {
        return suppress.suppress(
                        link.tenantId(),
                        link.channel(),
                        Suppressed.address(link.address()),
                        REASON,
                        Optional.of(link.leadId()),
                        "recipient")
                .chain(() -> moveLead.move(
                        link.leadId(),
                        LeadStatus.UNSUBSCRIBED,
                        NewActivity.ofLead(
                                ActivityType.LEAD_UNSUBSCRIBED,
                                link.leadId(),
                                Map.of(
                                        "channel",
                                        link.channel().word(),
                                        "address",
                                        link.address(),
                                        "touch_id",
                                        link.touchId()))))
                .replaceWithVoid();
    }
}
