package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.suppressions.UnsubscribeLinks;
import dev.spectrum.outreach.suppressions.domain.UnsubscribeLink;
import dev.spectrum.outreach.touches.domain.EmailComposition;
import dev.spectrum.outreach.touches.domain.EmailFooter;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.SendFacts;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;

/** Writes what a touch says, with a link to unsubscribe that is its own. Within the tenant's transaction. */
@ApplicationScoped
class WriteMessage {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Touches touches;
    private final UnsubscribeLinks links;
    private final SendingConfig config;

    WriteMessage(Touches touches, UnsubscribeLinks links, SendingConfig config) {
        this.touches = touches;
        this.links = links;
        this.config = config;
    }

    /** What it said at the first attempt, where there was one: an attempt that says anything else is another message. */
    Uni<OutgoingMessage> write(SendFacts facts) {
        TouchPlan plan = facts.touch().plan();
        return facts.touch()
                .message()
                .map(written -> Uni.createFrom().item(written))
                .orElseGet(
                        () -> touches.thread(plan.leadId(), plan.senderId()).chain(thread -> writeAnew(facts, thread)));
    }

    private Uni<OutgoingMessage> writeAnew(SendFacts facts, List<String> thread) {
        TouchPlan plan = facts.touch().plan();
        UnsubscribeLink link = new UnsubscribeLink(
                plan.tenantId(),
                UnsubscribeLink.newToken(RANDOM),
                plan.id(),
                plan.leadId(),
                plan.channel(),
                facts.address());
        OutgoingMessage written = EmailComposition.compose(
                plan.id(),
                facts.sender().orElseThrow().settings(),
                link.address(),
                facts.content(),
                thread,
                new EmailFooter(facts.sequence().settings().postalAddress(), url(link)),
                facts.sequence().links());
        return links.add(link).replaceWith(written);
    }

    private String url(UnsubscribeLink link) {
        return config.publicUrl().toString().replaceFirst("/+$", "") + "/unsubscribe/" + link.token();
    }
}
