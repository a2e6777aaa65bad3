package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.NewActivity;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.MoveLead;
import dev.spectrum.outreach.leads.PhoneNumbers;
import dev.spectrum.outreach.leads.domain.EmailAddress;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.Suppress;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.touches.domain.Happening;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a message after it left: its touch, its lead and its sender learn of it. What was told before, in whatever
 * order, changes nothing; what is told of messages that are none of ours is left alone. Within the tenant's transaction.
 */
@ApplicationScoped
public class FollowMessage {

    /** By the key that it left under, or by the Message-ID that it was given. */
    private static final Pattern TOUCH =
            Pattern.compile("(?:touch-|<?)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:@.*)?");

    /** What carriers and vendors take for a wish to be left alone (CTIA), and the same in other languages. */
    private static final Pattern STOP = Pattern.compile(
            "\\s*(stop|stopall|stop all|unsubscribe|cancel|end|quit|optout|opt out|revoke|arret|arrêt|stopp|abmelden|baja)"
                    + "[\\s.!]*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final Touches touches;
    private final Leads leads;
    private final MoveLead moveLead;
    private final Suppress suppress;
    private final PauseSenders pauseSenders;
    private final Activities activities;
    private final TellOfTouches tell;

    FollowMessage(
            Touches touches,
            Leads leads,
            MoveLead moveLead,
            Suppress suppress,
            PauseSenders pauseSenders,
            Activities activities,
            TellOfTouches tell) {
        this.touches = touches;
        this.leads = leads;
        this.moveLead = moveLead;
        this.suppress = suppress;
        this.pauseSenders = pauseSenders;
        this.activities = activities;
        this.tell = tell;
    }

    /** The server of the recipient, or the recipient, has it. */
    public Uni<Void> seen(List<String> names, Happening what, Instant at, Map<String, Object> details) {
        return of(names)
                .chain(touch -> touch.map(found -> left(found)
                                .chain(() -> mark(found, what, at, details))
                                .replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** @param permanent nothing gets through to that address any more */
    public Uni<Void> bounced(List<String> names, boolean permanent, Instant at, String reason) {
        return of(names)
                .chain(touch -> touch.map(found -> left(found)
                                .chain(() -> permanent
                                        ? mark(found, Happening.BOUNCED, at, Map.of("reason", reason))
                                                .chain(first -> first
                                                        ? end(found, LeadStatus.BOUNCED, "bounced")
                                                        : Uni.createFrom().voidItem())
                                        : show(
                                                found,
                                                ActivityType.TOUCH_BOUNCED,
                                                Map.of("reason", reason, "permanent", false))))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    public Uni<Void> complained(List<String> names, Instant at) {
        return of(names)
                .chain(touch -> touch.map(found -> left(found)
                                .chain(() -> mark(found, Happening.COMPLAINED, at, Map.of()))
                                .chain(first -> first
                                        ? end(found, LeadStatus.UNSUBSCRIBED, "complained")
                                        : Uni.createFrom().voidItem()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /**
     * @param names of the messages that it answers
     * @param from who answers: counts where no message is named
     */
    public Uni<Void> answered(List<String> names, String from, Instant at, String subject) {
        return of(names)
                .chain(named -> named.isPresent() ? Uni.createFrom().item(named) : lastSentTo(from))
                .chain(touch -> touch.map(found -> left(found)
                                .chain(() -> mark(found, Happening.REPLIED, at, Map.of("subject", subject)))
                                .chain(() -> touches.lookAtOnce(
                                        found.plan().campaignId(), found.plan().leadId())))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /**
     * An SMS names no message that it answers: it answers what its number got last, whoever of the leads has it.
     *
     * @param text one word, such as STOP, asks to be left alone
     */
    public Uni<Void> texted(UUID tenantId, String from, Instant at, String text) {
        Optional<String> number = PhoneNumbers.international(from);
        if (number.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        boolean stops = STOP.matcher(text).matches();
        Uni<?> suppressed = stops
                ? suppress.suppress(
                        tenantId, Channel.SMS, Suppressed.address(number.get()), "answered STOP", "recipient")
                : Uni.createFrom().voidItem();
        return suppressed
                .chain(() -> leads.withPhone(number.get()))
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .onItem()
                        .transformToUniAndConcatenate(lead -> touches.lastSentTo(lead.id(), Channel.SMS))
                        .collect()
                        .asList())
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .filter(Optional::isPresent)
                        .map(Optional::orElseThrow)
                        .onItem()
                        .transformToUniAndConcatenate(touch -> mark(touch, Happening.REPLIED, at, Map.of())
                                .chain(() -> stops
                                        ? moveLead.move(
                                                touch.plan().leadId(),
                                                LeadStatus.UNSUBSCRIBED,
                                                activity(
                                                        touch,
                                                        ActivityType.LEAD_CHANGED,
                                                        Map.of("status", "unsubscribed", "reason", "stop")))
                                        : Uni.createFrom().voidItem())
                                .chain(() -> touches.lookAtOnce(
                                        touch.plan().campaignId(), touch.plan().leadId())))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Optional<Touch>> lastSentTo(String from) {
        return leads.withEmail(EmailAddress.normalised(from))
                .chain(lead -> lead.map(found -> touches.lastSentTo(found.id(), Channel.EMAIL))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Touch>> of(List<String> names) {
        List<UUID> ids = names.stream()
                .map(TOUCH::matcher)
                .filter(Matcher::matches)
                .map(name -> UUID.fromString(name.group(1)))
                .distinct()
                .toList();
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(touches::find)
                .collect()
                .asList()
                .map(found -> found.stream().flatMap(Optional::stream).findFirst());
    }

    /** What is heard of has left, whether or not the one who sent it has said so yet. */
    private Uni<Void> left(Touch touch) {
        boolean notSaidYet = touch.message().isPresent()
                && (touch.status() == TouchStatus.SENDING || touch.status() == TouchStatus.UNKNOWN);
        return notSaidYet
                ? touches.lock(List.of(touch.id()))
                        .map(held -> held.stream()
                                .map(Touches.Held::touch)
                                .filter(one -> one.status() != TouchStatus.SENT)
                                .toList())
                        .chain(before -> {
                            List<Touch> after = before.stream()
                                    .map(one -> one.sent(Instant.now()))
                                    .toList();
                            return touches.save(after, null).chain(() -> tell.tell(before, after));
                        })
                : Uni.createFrom().voidItem();
    }

    /** True the first time. */
    private Uni<Boolean> mark(Touch touch, Happening what, Instant at, Map<String, Object> details) {
        return touches.mark(touch.id(), what, at)
                .call(first -> first
                        ? show(touch, type(what), details)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> show(Touch touch, ActivityType type, Map<String, Object> details) {
        return activities.add(touch.plan().tenantId(), List.of(activity(touch, type, details)));
    }

    private static Activity activity(Touch touch, ActivityType type, Map<String, Object> details) {
        TouchPlan plan = touch.plan();
        return NewActivity.ofTouch(type, plan.leadId(), plan.campaignId(), plan.id(), details);
    }

    private static ActivityType type(Happening what) {
        return switch (what) {
            case DELIVERED -> ActivityType.TOUCH_DELIVERED;
            case OPENED -> ActivityType.TOUCH_OPENED;
            case CLICKED -> ActivityType.TOUCH_CLICKED;
            case BOUNCED -> ActivityType.TOUCH_BOUNCED;
            case COMPLAINED -> ActivityType.TOUCH_COMPLAINED;
            case REPLIED -> ActivityType.TOUCH_ANSWERED;
        };
    }

    /** Nothing more goes to where it went, and the sender may have to stop. */
    private Uni<Void> end(Touch touch, LeadStatus status, String reason) {
        TouchPlan plan = touch.plan();
        Channel channel = plan.channel();
        String address = touch.message().map(OutgoingMessage::to).orElse("");
        return (address.isBlank()
                        ? Uni.createFrom().voidItem()
                        : suppress.suppress(
                                plan.tenantId(), channel, Suppressed.address(address), reason, "outreach-service"))
                .chain(() -> moveLead.move(
                        plan.leadId(),
                        status,
                        activity(
                                touch,
                                ActivityType.LEAD_CHANGED,
                                Map.of("status", status.name().toLowerCase(Locale.ROOT), "reason", reason))))
                .chain(() -> touches.lookAtOnce(plan.campaignId(), plan.leadId()))
                .chain(() -> pauseSenders.ifItDoesHarm(plan.senderId()));
    }
}
