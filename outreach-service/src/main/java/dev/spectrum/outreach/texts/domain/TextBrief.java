package dev.spectrum.outreach.texts.domain;

import dev.spectrum.outreach.campaigns.domain.AgentText;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What an agent is to write for one touch.
 *
 * @param leadId whose copy the text is
 * @param subject of the draft: the template, filled in
 * @param body of the draft
 */
public record TextBrief(
        UUID tenantId,
        UUID touchId,
        UUID leadId,
        AgentText by,
        StepChannel channel,
        String subject,
        String body,
        String senderName,
        LeadProfile lead) {

    private static final int LONGEST_FIELD = 300;
    private static final int MOST_FIELDS = 30;

    /** The most characters of what it writes. */
    public int longestText() {
        return Math.min(channel.longestText(), 10_000);
    }

    /**
     * What is known of the lead, each value shortened: others wrote it. How to reach somebody is nothing a text has to say, so
     * no address and no number is among it.
     */
    public Map<String, Object> knownOfLead() {
        Map<String, Object> known = new LinkedHashMap<>();
        put(known, "first_name", lead.firstName());
        put(known, "last_name", lead.lastName());
        put(known, "title", lead.title());
        put(known, "company", lead.company());
        put(known, "website", lead.website());
        put(known, "industry", lead.industry());
        lead.employees().ifPresent(number -> known.put("employees", number));
        put(known, "city", lead.city());
        put(known, "country", lead.country());
        Map<String, Object> custom = new LinkedHashMap<>();
        lead.custom().entrySet().stream()
                .filter(field -> !isOfConsent(field.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .limit(MOST_FIELDS)
                .forEach(field -> put(custom, shortened(field.getKey()), String.valueOf(field.getValue())));
        if (!custom.isEmpty()) {
            known.put("more", custom);
        }
        return known;
    }

    private static boolean isOfConsent(String field) {
        return field.startsWith("consent_") || field.equals("do_not_call");
    }

    private static void put(Map<String, Object> known, String name, String value) {
        if (!value.isBlank()) {
            known.put(name, shortened(value));
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_FIELD ? text : text.substring(0, LONGEST_FIELD);
    }
}
