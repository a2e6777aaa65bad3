package dev.spectrum.outreach.suppressions.domain;

import dev.spectrum.outreach.leads.domain.EmailAddress;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What must not be contacted: an address, or everybody at a domain and its subdomains.
 *
 * @param value in lower case
 */
public record Suppressed(Kind kind, String value) {

    /** How much is meant. */
    public enum Kind {
        ADDRESS,
        DOMAIN
    }

    public static Suppressed address(String address) {
        return new Suppressed(Kind.ADDRESS, EmailAddress.normalised(address));
    }

    /** @throws IllegalArgumentException if no domain can be called so */
    public static Suppressed domain(String domain) {
        String ascii = IDN.toASCII(domain.strip().toLowerCase(Locale.ROOT), IDN.USE_STD3_ASCII_RULES);
        if (!ascii.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
            throw new IllegalArgumentException("No domain: " + domain);
        }
        return new Suppressed(Kind.DOMAIN, ascii);
    }

    /** Everything that would suppress this address: itself, its domain, and the domains that one belongs to. */
    public static List<Suppressed> covering(String address) {
        List<Suppressed> covering = new ArrayList<>(List.of(address(address)));
        String domain = EmailAddress.domain(EmailAddress.ascii(EmailAddress.normalised(address)));
        while (domain.contains(".")) {
            covering.add(new Suppressed(Kind.DOMAIN, domain));
            domain = domain.substring(domain.indexOf('.') + 1);
        }
        return covering;
    }
}
