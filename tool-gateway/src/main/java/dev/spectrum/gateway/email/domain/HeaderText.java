package dev.spectrum.gateway.email.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Text as it may stand in a message's header (RFC 5322, RFC 2047). */
public final class HeaderText {

    /** Between the parts of a header that is folded. */
    private static final String FOLD = "\r\n ";
    /** An encoded word has at most 75 characters, {@code =?UTF-8?B??=} being 12 of them: 63 are 45 bytes in Base64. */
    private static final int BYTES_OF_A_WORD = 45;

    private static final int USUAL_LINE = 70;

    private HeaderText() {}

    /** Line breaks end a header and begin another: nothing that has any goes into one. */
    public static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Whether it may stand in a header as it is. */
    public static boolean isPlain(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    /** Free text, such as a subject: as it is, or in encoded words where that is not possible. */
    public static String unstructured(String text) {
        boolean staysItself = isPlain(text) && text.length() <= USUAL_LINE && !text.contains("=?");
        return staysItself ? text : encoded(text);
    }

    /** Addresses, one to a line. */
    public static String addresses(List<MailAddress> addresses) {
        return addresses.stream().map(HeaderText::address).collect(Collectors.joining("," + FOLD));
    }

    /** Words without blanks, such as message ids, one to a line. */
    public static String words(List<String> words) {
        return String.join(FOLD, words);
    }

    private static String address(MailAddress address) {
        if (address.name().isEmpty()) {
            return address.address();
        }
        String name = isPlain(address.name()) && address.name().length() <= USUAL_LINE
                ? "\"" + address.name().replaceAll("([\"\\\\])", "\\\\$1") + "\""
                : encoded(address.name());
        return name + " <" + address.address() + ">";
    }

    private static String encoded(String text) {
        return pieces(text).stream()
                .map(piece -> "=?UTF-8?B?" + Base64.getEncoder().encodeToString(piece.getBytes(StandardCharsets.UTF_8))
                        + "?=")
                .collect(Collectors.joining(FOLD));
    }

    /** Each fits into an encoded word, and no character is cut in two. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int bytes = 0;
        for (int codePoint : text.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            int length = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > BYTES_OF_A_WORD) {
                pieces.add(piece.toString());
                piece.setLength(0);
                bytes = 0;
            }
            piece.append(character);
            bytes += length;
        }
        pieces.add(piece.toString());
        return pieces;
    }
}
