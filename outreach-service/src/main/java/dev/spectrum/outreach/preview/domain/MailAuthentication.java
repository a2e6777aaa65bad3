package dev.spectrum.outreach.preview.domain;

import java.util.List;
import java.util.Locale;

/** What DNS records say of who may send for a domain: SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489). */
public final class MailAuthentication {

    /** How one of them stands. */
    public enum Status {
        OK,
        /** It is there and protects nobody. */
        WEAK,
        MISSING,
        /** It is there and can't be right: receivers ignore it. */
        INVALID,
        /** DNS did not answer. */
        UNKNOWN
    }

    /** @param detail for people to read */
    public record Finding(Status status, String detail) {

        public static final Finding UNKNOWN = new Finding(Status.UNKNOWN, "DNS did not answer.");
    }

    private MailAuthentication() {}

    /** @param texts the domain's TXT records */
    public static Finding spf(List<String> texts) {
        List<String> records =
                texts.stream().filter(text -> isTagged(text, "v=spf1")).toList();
        if (records.isEmpty()) {
            return new Finding(Status.MISSING, "There is no SPF record.");
        }
        if (records.size() > 1) {
            return new Finding(Status.INVALID, "There are " + records.size() + " SPF records; one is allowed.");
        }
        String record = records.getFirst();
        return record.toLowerCase(Locale.ROOT).matches(".*\\s\\+?all\\b.*")
                ? new Finding(Status.WEAK, "It lets everybody send: " + record)
                : new Finding(Status.OK, record);
    }

    /** @param texts the TXT records of {@code <selector>._domainkey.<domain>} */
    public static boolean isDkimKey(List<String> texts) {
        return texts.stream()
                .map(text -> text.replaceAll("\\s", ""))
                .anyMatch(text -> text.matches("(?i)(v=DKIM1;.*)?p=[^;].*|v=DKIM1;.*p=[^;]+.*"));
    }

    /** @param texts the TXT records of {@code _dmarc.<domain>}, or of the domain that it belongs to */
    public static Finding dmarc(List<String> texts) {
        List<String> records =
                texts.stream().filter(text -> isTagged(text, "v=DMARC1")).toList();
        if (records.isEmpty()) {
            return new Finding(Status.MISSING, "There is no DMARC record.");
        }
        if (records.size() > 1) {
            return new Finding(Status.INVALID, "There are " + records.size() + " DMARC records; one is allowed.");
        }
        String record = records.getFirst();
        String policy = record.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        if (policy.matches(".*;p=(quarantine|reject)(;.*)?")) {
            return new Finding(Status.OK, record);
        }
        return policy.matches(".*;p=none(;.*)?")
                ? new Finding(Status.WEAK, "It asks receivers to do nothing: " + record)
                : new Finding(Status.INVALID, "It has no policy: " + record);
    }

    private static boolean isTagged(String text, String tag) {
        return text.equalsIgnoreCase(tag)
                || text.regionMatches(true, 0, tag, 0, tag.length())
                        && !Character.isLetterOrDigit(text.charAt(tag.length()));
    }
}
