package dev.spectrum.outreach.tracking.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request for a tracked link or picture, and whether a person made it. Mail is looked at by machines first: gateways that
 * follow every link to see where it leads, and mail programs that load pictures before anybody opens them.
 *
 * @param method of HTTP
 * @param userAgent blank if none was sent
 * @param purpose what {@code Purpose}, {@code Sec-Purpose}, {@code X-Purpose} and {@code X-Moz} say, joined
 * @param sentAt when the message left; empty if it never did, or a test was sent
 */
public record Visit(String method, String userAgent, String purpose, Optional<Instant> sentAt, Instant at) {

    /** Nobody reads that fast; what comes sooner is a gateway on the message's way. */
    public static final Duration FASTEST_PERSON = Duration.ofSeconds(5);

    private static final Pattern MACHINE =
            Pattern.compile("(?<!cu)bot\\b|crawl|spider|slurp|scan|monitor|preview|prefetch|headless"
                    + "|phantom|python|curl|wget|java/|okhttp|go-http|libwww|httpclient|axios|node-fetch|ruby|perl"
                    + "|proofpoint|mimecast|barracuda|symantec|messagelabs|fireeye|trendmicro|ironport|forcepoint|safelinks"
                    + "|facebookexternalhit|whatsapp|slack|telegram|discord|linkedinbot|skypeuripreview|bingpreview");

    /** What Apple's mail protection sends, which loads every picture of every message. */
    private static final String ANONYMOUS = "mozilla/5.0";

    public boolean isByAPerson() {
        String agent = userAgent.strip().toLowerCase(Locale.ROOT);
        return method.equals("GET")
                && !agent.isEmpty()
                && !agent.equals(ANONYMOUS)
                && !MACHINE.matcher(agent).find()
                && !isPrefetch()
                && sentAt.filter(sent -> !at.isBefore(sent.plus(FASTEST_PERSON)))
                        .isPresent();
    }

    private boolean isPrefetch() {
        String said = purpose.toLowerCase(Locale.ROOT);
        return said.contains("prefetch") || said.contains("preview") || said.contains("prerender");
    }
}
