package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import dev.spectrum.outreach.campaigns.domain.Placeholder;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One of the rules that a touch has to pass right before it is sent.
 *
 * @param code names it, in refusals too
 */
public record SendPolicy(String code, Function<SendFacts, Optional<Refusal>> check) {

    /**
     * All of them, in their order: who may send at all, to whom, what, and when. What refuses for good stands before what puts
     * off, as far as it concerns the lead. Each may rely on those before it.
     */
    public static final List<SendPolicy> ALL = List.of(
            new SendPolicy("subscription-inactive", SendPolicy::subscriptionIsActive),
            new SendPolicy("no-credits", SendPolicy::creditsAreLeft),
            new SendPolicy("campaign-not-running", SendPolicy::campaignRuns),
            new SendPolicy("lead-gone", SendPolicy::leadIsThere),
            new SendPolicy("lead-closed", SendPolicy::outreachGoesOn),
            new SendPolicy("sequence-ended", SendPolicy::leadIsInTheSequence),
            new SendPolicy("condition-not-met", SendPolicy::conditionHolds),
            new SendPolicy("channel-not-connected", SendPolicy::channelIsConnected),
            new SendPolicy("sender-missing", SendPolicy::senderIsThere),
            new SendPolicy("no-address", SendPolicy::addressIsKnown),
            new SendPolicy("suppressed", SendPolicy::addressIsNotSuppressed),
            new SendPolicy("consent-missing", SendPolicy::lawAllows),
            new SendPolicy("missing-field", SendPolicy::messageHasNoHoles),
            new SendPolicy("text-not-written", SendPolicy::agentHasWritten),
            new SendPolicy("not-approved", SendPolicy::personAgrees),
            new SendPolicy("text-not-approved", SendPolicy::generatedTextIsApproved),
            new SendPolicy("outside-window", SendPolicy::windowIsOpen),
            new SendPolicy("limit-reached", SendPolicy::limitIsLeft));

    /** How long what only the tenant can mend waits before it is looked at again, unless it is told sooner. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    /** The first refusal; empty if the touch may be sent. */
    public static Optional<Refusal> firstRefusal(SendFacts facts) {
        return ALL.stream()
                .flatMap(policy -> policy.check().apply(facts).stream())
                .findFirst();
    }

    private static Optional<Refusal> campaignRuns(SendFacts facts) {
        return facts.campaign().status() == CampaignStatus.RUNNING
                ? Optional.empty()
                : Optional.of(new Refusal.UntilResumed("campaign-not-running", "The campaign is paused."));
    }

    private static Optional<Refusal> leadIsThere(SendFacts facts) {
        return facts.lead().isPresent() ? Optional.empty() : forGood("lead-gone", "The lead was deleted.");
    }

    private static Optional<Refusal> conditionHolds(SendFacts facts) {
        return facts.sequence().meets(facts.step().onlyIf())
                ? Optional.empty()
                : forGood(
                        "condition-not-met", "The step is for leads that did something else with the messages before.");
    }

    /** In manual mode a person is asked to send it elsewhere; who says that it is to be sent from here asks too much. */
    private static Optional<Refusal> channelIsConnected(SendFacts facts) {
        return facts.step().channel().tool().isPresent() || maySendElsewhere(facts)
                ? Optional.empty()
                : forGood(
                        "channel-not-connected",
                        "Nothing delivers " + facts.step().channel().word() + " yet.");
    }

    /** A person, who has not decided yet. */
    private static boolean maySendElsewhere(SendFacts facts) {
        return facts.sequence().mode() == PermissionMode.MANUAL
                && !facts.sequence().isAllowed();
    }

    private static Optional<Refusal> senderIsThere(SendFacts facts) {
        if (facts.sender().isEmpty()) {
            return forGood("sender-missing", "The sender was deleted.");
        }
        // Where a campaign has no sender of a step's channel, one of another keeps its place.
        Channel channel = facts.touch().plan().channel();
        return facts.sender().get().settings().channel() == channel || maySendElsewhere(facts)
                ? Optional.empty()
                : forGood("sender-missing", "The campaign has no sender for " + channel.word() + ".");
    }

    private static Optional<Refusal> addressIsKnown(SendFacts facts) {
        return facts.address().isBlank()
                ? forGood(
                        "no-address",
                        "The lead has no address for "
                                + facts.touch().plan().channel().word() + ".")
                : Optional.empty();
    }

    private static Optional<Refusal> addressIsNotSuppressed(SendFacts facts) {
        return facts.suppression()
                .flatMap(suppression -> forGood(
                        "suppressed",
                        "The "
                                + suppression.suppressed().kind().name().toLowerCase(Locale.ROOT)
                                + " is suppressed: " + suppression.reason()));
    }

    private static Optional<Refusal> outreachGoesOn(SendFacts facts) {
        return facts.lead()
                .filter(lead -> lead.status().isClosed())
                .flatMap(lead -> forGood(
                        "lead-closed",
                        "Outreach to the lead is over: " + lead.status().name().toLowerCase(Locale.ROOT) + "."));
    }

    private static Optional<Refusal> messageHasNoHoles(SendFacts facts) {
        if (facts.touch().message().isPresent()) {
            return Optional.empty();
        }
        Set<Placeholder> missing = facts.content().missing();
        return missing.isEmpty()
                ? Optional.empty()
                : forGood(
                        "missing-field",
                        "Not known, and without a default: "
                                + missing.stream().map(Placeholder::word).collect(Collectors.joining(", ")) + ".");
    }

    private static Optional<Refusal> agentHasWritten(SendFacts facts) {
        boolean wanted = facts.text().personalise() != null;
        return !wanted
                        || facts.touch().message().isPresent()
                        || facts.sequence().text().isPresent()
                        || facts.sequence().approval().isPresent()
                ? Optional.empty()
                : Optional.of(new Refusal.UntilWritten("text-not-written", "An agent has to write it."));
    }

    /**
     * Where nobody is asked otherwise, a generated text is approved by what is looked for in it; where that finds something, by
     * a person.
     */
    private static Optional<Refusal> generatedTextIsApproved(SendFacts facts) {
        return facts.touch().message().isPresent() || facts.sequence().isApproved()
                ? Optional.empty()
                : facts.sequence()
                        .text()
                        .filter(text -> !text.doubts().isEmpty())
                        .map(text -> new Refusal.UntilApproved(
                                "text-not-approved",
                                "A person has to see what the agent wrote: " + String.join(" ", text.doubts())));
    }

    /** What was begun was allowed, and an attempt that may have got through can't be asked about any more. */
    private static Optional<Refusal> personAgrees(SendFacts facts) {
        return facts.touch().message().isPresent() || facts.sequence().isAllowed()
                ? Optional.empty()
                : Optional.of(new Refusal.UntilApproved(
                        "not-approved",
                        facts.sequence().mode() == PermissionMode.MANUAL
                                ? "A person sends it."
                                : "A person has to approve it."));
    }

    private static Optional<Refusal> windowIsOpen(SendFacts facts) {
        return facts.sender()
                .flatMap(sender -> sender.settings().window())
                .map(window -> window.opening(facts.now(), facts.recipientZone(), facts::isHolidayOfRecipient))
                .filter(opening -> opening.isAfter(facts.now()))
                .map(opening ->
                        new Refusal.Until("outside-window", "The sender's window opens at " + opening + ".", opening));
    }

    private static Optional<Refusal> subscriptionIsActive(SendFacts facts) {
        return facts.account().isActive()
                ? Optional.empty()
                : Optional.of(new Refusal.Until(
                        "subscription-inactive",
                        "The subscription is " + facts.account().subscription() + ".",
                        facts.now().plus(PATIENCE)));
    }

    private static Optional<Refusal> creditsAreLeft(SendFacts facts) {
        return facts.holdsCredit()
                        || facts.account().left().filter(left -> left <= 0).isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal.Until(
                        "no-credits", "No credits are left.", facts.now().plus(PATIENCE)));
    }

    private static Optional<Refusal> leadIsInTheSequence(SendFacts facts) {
        return facts.sequenceEnded()
                .flatMap(why -> forGood("sequence-ended", "The campaign is over for this lead: " + why + "."));
    }

    private static Optional<Refusal> lawAllows(SendFacts facts) {
        return ConsentRule.refusal(
                facts.lead().orElseThrow().profile(), facts.touch().plan().channel(), facts.address());
    }

    private static Optional<Refusal> limitIsLeft(SendFacts facts) {
        return facts.room()
                .fullUntil()
                .map(time -> new Refusal.UntilRoom(
                        "limit-reached",
                        "What may leave through the sender, or its domain, is used up"
                                + (time.equals(SendRound.NEVER) ? "." : " until " + time + "."),
                        time));
    }

    private static Optional<Refusal> forGood(String code, String reason) {
        return Optional.of(new Refusal.ForGood(code, reason));
    }
}
