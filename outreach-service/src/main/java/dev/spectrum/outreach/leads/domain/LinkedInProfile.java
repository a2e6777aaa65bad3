package dev.spectrum.outreach.leads.domain;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of people's profiles on LinkedIn, which come in many spellings. */
public final class LinkedInProfile {

    private static final Pattern PROFILE = Pattern.compile(
            "(?:https?://)?(?:[a-z0-9-]+\\.)?linkedin\\.com/(?:in|pub)/([^/?#\\s]+)(?:[/?#].*)?|/?in/([^/?#\\s]+)/?",
            Pattern.CASE_INSENSITIVE);

    private LinkedInProfile() {}

    /** The one spelling, {@code https://www.linkedin.com/in/<name>}; empty if the text is no profile's address. */
    public static Optional<String> normalised(String text) {
        Matcher matcher = PROFILE.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return Optional.of("https://www.linkedin.com/in/" + decoded(name).toLowerCase(Locale.ROOT));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }
}
