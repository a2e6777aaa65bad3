package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.campaigns.domain.MessageTemplate;
import dev.spectrum.outreach.campaigns.domain.Placeholder;
import dev.spectrum.outreach.campaigns.domain.StepText;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a step says to one lead.
 *
 * @param missing what had neither a value nor a default; where there is any, the message has holes and must not be sent
 */
public record Personalisation(String subject, String body, Set<Placeholder> missing) {

    public static Personalisation of(StepText text, LeadProfile lead, SenderSettings sender) {
        Map<Placeholder, String> values = values(lead, sender);
        MessageTemplate.Filled subject = new MessageTemplate(text.subject()).fill(values);
        MessageTemplate.Filled body = new MessageTemplate(text.body()).fill(values);
        Set<Placeholder> missing = new LinkedHashSet<>(subject.missing());
        missing.addAll(body.missing());
        return new Personalisation(oneLine(subject.text()), body.text(), missing);
    }

    private static Map<Placeholder, String> values(LeadProfile lead, SenderSettings sender) {
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        for (Placeholder placeholder : Placeholder.values()) {
            values.put(placeholder, oneLine(value(placeholder, lead, sender)));
        }
        return values;
    }

    private static String value(Placeholder placeholder, LeadProfile lead, SenderSettings sender) {
        return switch (placeholder) {
            case FIRST_NAME -> lead.firstName();
            case LAST_NAME -> lead.lastName();
            case FULL_NAME -> lead.fullName();
            case EMAIL -> lead.email();
            case TITLE -> lead.title();
            case COMPANY -> lead.company();
            case WEBSITE -> lead.website();
            case INDUSTRY -> lead.industry();
            case CITY -> lead.city();
            case COUNTRY -> lead.country();
            case SENDER_NAME -> sender.name();
            case SENDER_ADDRESS -> sender.address();
        };
    }

    /** A line break in a name must not begin a paragraph, and one in a subject not a header. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
