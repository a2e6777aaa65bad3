package dev.spectrum.outreach.leads.domain;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** Email addresses as people write them: dot-atoms (RFC 5322 without quoted parts) at a domain name, 254 characters at most. */
public final class EmailAddress {

    private static final int LONGEST = 254;
    private static final Pattern FORM =
            Pattern.compile("[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@([\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}-]*\\p{L}[\\p{L}\\p{N}-]*");

    private EmailAddress() {}

    public static boolean isValid(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches() && isDomain(domain(text));
    }

    private static boolean isDomain(String domain) {
        try {
            return !IDN.toASCII(domain).isEmpty();
        } catch (IllegalArgumentException noDomain) {
            return false;
        }
    }

    /** Two spellings of one address become the same text: trimmed, lower case. */
    public static String normalised(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** As it travels: domain names of other scripts become ASCII. */
    public static String ascii(String address) {
        int at = address.lastIndexOf('@');
        return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
    }

    /** What stands after the {@code @} of a valid address. */
    public static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
