package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.suppressions.domain.UnsubscribeLink;
import dev.spectrum.outreach.touches.domain.EmailComposition;
import dev.spectrum.outreach.touches.domain.EmailFooter;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.SendFacts;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Optional;

/** Writes what a touch says; an email with a link to unsubscribe that is its own. */
@ApplicationScoped
class WriteMessage {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SendingConfig config;

    WriteMessage(SendingConfig config) {
        this.config = config;
    }

    /** @param link to be kept; empty where it was before */
    record Written(OutgoingMessage message, Optional<UnsubscribeLink> link) {}

    /** What it said at the first attempt, where there was one: an attempt that says anything else is another message. */
    Written write(SendFacts facts) {
        return facts.touch()
                .message()
                .map(message -> new Written(message, Optional.empty()))
                .orElseGet(() -> writeAnew(facts));
    }

    private Written writeAnew(SendFacts facts) {
        return facts.step().channel() == StepChannel.EMAIL
                ? email(facts)
                : new Written(
                        OutgoingMessage.text(
                                facts.step().channel(),
                                facts.sender().orElseThrow().settings().address(),
                                facts.address(),
                                facts.content().body().strip()),
                        Optional.empty());
    }

    private Written email(SendFacts facts) {
        TouchPlan plan = facts.touch().plan();
        UnsubscribeLink link = new UnsubscribeLink(
                plan.tenantId(),
                UnsubscribeLink.newToken(RANDOM),
                plan.id(),
                plan.leadId(),
                plan.channel(),
                facts.address());
        OutgoingMessage message = EmailComposition.compose(
                plan.id(),
                facts.sender().orElseThrow().settings(),
                link.address(),
                facts.content(),
                facts.thread(),
                new EmailFooter(facts.sequence().settings().postalAddress(), url(link)),
                facts.sequence().links());
        return new Written(message, Optional.of(link));
    }

    private String url(UnsubscribeLink link) {
        return config.publicUrl().toString().replaceFirst("/+$", "") + "/unsubscribe/" + link.token();
    }
}
