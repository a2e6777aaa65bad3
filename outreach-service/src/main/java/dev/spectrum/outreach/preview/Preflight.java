package dev.spectrum.outreach.preview;

import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.MessageTemplate;
import dev.spectrum.outreach.campaigns.domain.Placeholder;
import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.campaigns.domain.StepCondition;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.domain.Audience;
import dev.spectrum.outreach.leads.domain.LeadField;
import dev.spectrum.outreach.preview.domain.MailAuthentication.Status;
import dev.spectrum.outreach.preview.domain.PreflightReport;
import dev.spectrum.outreach.preview.domain.PreflightReport.Capacity;
import dev.spectrum.outreach.preview.domain.PreflightReport.LeadReport;
import dev.spectrum.outreach.preview.domain.PreflightReport.Remark;
import dev.spectrum.outreach.preview.domain.PreflightReport.SenderReport;
import dev.spectrum.outreach.preview.domain.PreflightReport.StepReport;
import dev.spectrum.outreach.preview.domain.SpamWords;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.settings.Settings;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says what a launch would do: everything that is known here in a transaction, and then what DNS says. */
@ApplicationScoped
public class Preflight {

    private final Campaigns campaigns;
    private final Leads leads;
    private final Senders senders;
    private final Settings settings;
    private final CheckSenders checkSenders;
    private final TenantTransaction transaction;

    Preflight(
            Campaigns campaigns,
            Leads leads,
            Senders senders,
            Settings settings,
            CheckSenders checkSenders,
            TenantTransaction transaction) {
        this.campaigns = campaigns;
        this.leads = leads;
        this.senders = senders;
        this.settings = settings;
        this.checkSenders = checkSenders;
        this.transaction = transaction;
    }

    private record Known(Campaign campaign, List<Sender> senders, OutreachSettings settings, LeadReport leads) {}

    /** Empty if there is no such campaign. */
    public Uni<Optional<PreflightReport>> report(UUID tenantId, UUID campaignId) {
        return transaction
                .run(
                        tenantId,
                        () -> campaigns
                                .find(campaignId)
                                .chain(found -> found.map(
                                                campaign -> known(campaign).map(Optional::of))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))))
                .chain(found -> found.map(
                                known -> authentication(known).map(reports -> Optional.of(report(known, reports))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Known> known(Campaign campaign) {
        return senders.all(campaign.plan().senderIds())
                .chain(found -> settings.get()
                        .chain(set -> examine(campaign, found).map(report -> new Known(campaign, found, set, report))));
    }

    private Uni<List<SenderReport>> authentication(Known known) {
        return Multi.createFrom()
                .iterable(senders(known, Channel.EMAIL))
                .onItem()
                .transformToUniAndConcatenate(checkSenders::check)
                .collect()
                .asList();
    }

    // Leads

    private Uni<LeadReport> examine(Campaign campaign, List<Sender> found) {
        Set<Placeholder> asked = campaign.plan().sequence().stream()
                .flatMap(step -> step.texts().stream())
                .flatMap(text -> Stream.of(text.subject(), text.body()))
                .flatMap(text -> new MessageTemplate(text).fill(Map.of()).missing().stream())
                .collect(Collectors.toSet());
        Set<LeadField> addresses = campaign.plan().sequence().stream()
                .map(step -> address(step.channel().sender()))
                .collect(Collectors.toSet());
        Set<LeadField> fields = asked.stream()
                .flatMap(placeholder -> field(placeholder).stream())
                .collect(Collectors.toSet());
        return leads.audience(campaign.plan().leadFilter(), addresses, fields)
                .map(audience -> new LeadReport(
                        audience.leads(),
                        audience.unreachable(),
                        audience.suppressed(),
                        audience.closed(),
                        missing(asked, audience, found)));
    }

    /** By the placeholders' words; what a sender does not say is missing in every message. */
    private static Map<String, Integer> missing(Set<Placeholder> asked, Audience audience, List<Sender> found) {
        Map<String, Integer> missing = new TreeMap<>();
        for (Placeholder placeholder : asked) {
            boolean nameless = placeholder == Placeholder.SENDER_NAME
                    && !found.isEmpty()
                    && found.getFirst().settings().name().isBlank();
            int lacking = nameless
                    ? audience.leads()
                    : field(placeholder)
                            .map(field -> audience.without().getOrDefault(field, 0))
                            .orElse(0);
            if (lacking > 0) {
                missing.put(placeholder.word(), lacking);
            }
        }
        return missing;
    }

    private static LeadField address(Channel channel) {
        return switch (channel) {
            case EMAIL -> LeadField.EMAIL;
            case SMS -> LeadField.INTERNATIONAL_PHONE;
            case VOICE -> LeadField.PHONE;
            case LINKEDIN -> LeadField.LINKEDIN_URL;
            case MAIL -> LeadField.CITY;
        };
    }

    /** Empty for what is the sender's. */
    private static Optional<LeadField> field(Placeholder placeholder) {
        return switch (placeholder) {
            case FIRST_NAME -> Optional.of(LeadField.FIRST_NAME);
            case LAST_NAME -> Optional.of(LeadField.LAST_NAME);
            case FULL_NAME -> Optional.of(LeadField.FULL_NAME);
            case EMAIL -> Optional.of(LeadField.EMAIL);
            case TITLE -> Optional.of(LeadField.TITLE);
            case COMPANY -> Optional.of(LeadField.COMPANY);
            case WEBSITE -> Optional.of(LeadField.WEBSITE);
            case INDUSTRY -> Optional.of(LeadField.INDUSTRY);
            case CITY -> Optional.of(LeadField.CITY);
            case COUNTRY -> Optional.of(LeadField.COUNTRY);
            case SENDER_NAME, SENDER_ADDRESS -> Optional.empty();
        };
    }

    // The report

    private static PreflightReport report(Known known, List<SenderReport> authentication) {
        List<SequenceStep> sequence = known.campaign().plan().sequence();
        List<StepReport> steps = IntStream.range(0, sequence.size())
                .mapToObj(i -> step(i, sequence.get(i)))
                .toList();
        List<Remark> problems = problems(known);
        LeadReport leads = known.leads();
        int reachable = leads.examined() - leads.withoutAddress() - leads.suppressed() - leads.closed();
        Capacity capacity = capacity(known, Channel.EMAIL, reachable);
        int slowest = sequence.stream()
                .map(step -> step.channel().sender())
                .mapToInt(channel -> capacity(known, channel, reachable).days())
                .max()
                .orElse(0);
        return new PreflightReport(
                problems.isEmpty(),
                problems,
                warnings(known, authentication, steps, reachable),
                authentication,
                leads,
                new Capacity(capacity.emails(), capacity.perDay(), slowest),
                steps);
    }

    private static Capacity capacity(Known known, Channel channel, int reachable) {
        List<SequenceStep> sequence = known.campaign().plan().sequence();
        return Capacity.of(
                reachable,
                (int) sequence.stream()
                        .filter(step -> step.channel().sender() == channel)
                        .count(),
                senders(known, channel).stream()
                        .mapToInt(sender -> sender.settings().dailyLimit())
                        .sum(),
                sequence.stream()
                        .mapToInt(SequenceStep::hoursAfterTheStepBefore)
                        .sum());
    }

    private static StepReport step(int index, SequenceStep step) {
        List<String> words = step.texts().stream()
                .flatMap(text -> SpamWords.in(text.subject() + "\n" + text.body()).stream())
                .distinct()
                .sorted()
                .toList();
        return new StepReport(index, step.channel(), step.channel().tool().isPresent(), words);
    }

    /** The same that a launch is refused for. */
    private static List<Remark> problems(Known known) {
        List<Remark> problems = new ArrayList<>();
        if (known.senders().isEmpty()) {
            problems.add(new Remark("no-sender", "The campaign has no sender."));
        }
        boolean sendsEmail =
                known.campaign().plan().sequence().stream().anyMatch(step -> step.channel() == StepChannel.EMAIL);
        if (sendsEmail && known.settings().postalAddress().isBlank()) {
            problems.add(new Remark("no-postal-address", "An email has to say where its sender is."));
        }
        return problems;
    }

    private static List<Remark> warnings(
            Known known, List<SenderReport> authentication, List<StepReport> steps, int reachable) {
        List<Remark> warnings = new ArrayList<>();
        for (SenderReport sender : authentication) {
            warn(warnings, "spf", sender.spf().status(), sender.domain());
            warn(warnings, "dkim", sender.dkim().status(), sender.domain());
            warn(warnings, "dmarc", sender.dmarc().status(), sender.domain());
        }
        for (StepReport step : steps) {
            if (!step.deliverable()) {
                warnings.add(new Remark(
                        "channel-not-connected",
                        "Step " + step.step() + ": nothing delivers "
                                + step.channel().word() + " yet."));
            }
            if (!step.spamWords().isEmpty()) {
                warnings.add(new Remark(
                        "spam-words", "Step " + step.step() + ": " + String.join(", ", step.spamWords()) + "."));
            }
        }
        known.campaign().plan().sequence().stream()
                .map(SequenceStep::channel)
                .filter(channel -> channel.tool().isPresent()
                        && senders(known, channel.sender()).isEmpty())
                .distinct()
                .filter(channel -> !known.senders().isEmpty())
                .forEach(channel -> warnings.add(new Remark(
                        "no-sender-for-channel",
                        "No sender of the campaign's sends " + channel.word() + ": those steps are skipped.")));
        if (reachable == 0) {
            warnings.add(new Remark("nobody", "No lead would be reached."));
        }
        if (!known.leads().missingFields().isEmpty()) {
            warnings.add(new Remark(
                    "missing-fields",
                    "Messages to some leads would have holes and are skipped: "
                            + String.join(", ", known.leads().missingFields().keySet()) + "."));
        }
        boolean asksWhoOpened = known.campaign().plan().sequence().stream()
                .map(step -> Optional.ofNullable(step.onlyIf()))
                .flatMap(Optional::stream)
                .anyMatch(condition -> condition.event() != StepCondition.Event.NO_REPLY);
        boolean knows = known.campaign().plan().tracking().opens()
                || known.campaign().plan().tracking().clicks();
        if (asksWhoOpened && !knows) {
            warnings.add(new Remark("not-tracked", "A step asks who opened or clicked, and tracking is off."));
        }
        return warnings;
    }

    private static void warn(List<Remark> warnings, String what, Status status, String domain) {
        if (status != Status.OK) {
            warnings.add(
                    new Remark(what + "-" + status.name().toLowerCase(Locale.ROOT), "See senders: " + domain + "."));
        }
    }

    private static List<Sender> senders(Known known, Channel channel) {
        return known.senders().stream()
                .filter(sender -> sender.settings().channel() == channel)
                .toList();
    }
}
