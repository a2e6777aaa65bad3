package dev.spectrum.gateway.email.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who writes or is written to.
 *
 * @param name to be shown; blank where there is none
 * @param address {@code local@domain}, in ASCII
 */
public record MailAddress(String name, String address) {

    private static final Pattern WITH_NAME = Pattern.compile("([^<>]*?)\\s*<([^<>]*)>");
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final int LONGEST = 254;

    public MailAddress {
        if (address.length() > LONGEST || !ADDRESS.matcher(address).matches()) {
            throw new InvalidMail("Must be an email address, alone or as Name <address>.");
        }
        if (HeaderText.hasControls(name)) {
            throw new InvalidMail("A name can't contain line breaks or other control characters.");
        }
    }

    /**
     * Reads {@code address} or {@code Name <address>}.
     *
     * @throws InvalidMail if it is neither
     */
    public static MailAddress read(String text) {
        Matcher withName = WITH_NAME.matcher(text.strip());
        return withName.matches()
                ? new MailAddress(
                        unquoted(withName.group(1).strip()), withName.group(2).strip())
                : new MailAddress("", text.strip());
    }

    public String domain() {
        return address.substring(address.indexOf('@') + 1);
    }

    private static String unquoted(String name) {
        boolean isQuoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return isQuoted ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1") : name;
    }
}
