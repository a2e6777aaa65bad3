package dev.spectrum.outreach.leads.domain;

import java.net.IDN;
import java.text.Normalizer;
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

    /** Two spellings of one address become the same text: trimmed, lower case, its domain in the letters that people read. */
    public static String normalised(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        return isPlain(address) ? address : withReadableDomain(Normalizer.normalize(address, Normalizer.Form.NFC));
    }

    /** What most addresses are: there is no other spelling of them. */
    private static boolean isPlain(String address) {
        return !address.contains("xn--") && address.chars().allMatch(character -> character < 0x80);
    }

    private static String withReadableDomain(String address) {
        int at = address.lastIndexOf('@');
        try {
            return address.substring(0, at + 1)
                    + IDN.toUnicode(IDN.toASCII(address.substring(at + 1))).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noDomain) {
            return address;
        }
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
