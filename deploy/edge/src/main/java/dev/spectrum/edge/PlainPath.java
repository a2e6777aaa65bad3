package dev.spectrum.edge;

import java.util.HexFormat;

/**
 * A path that can be read in one way only. Routing looks at the path as it was sent and the backend at what it decodes
 * and normalises, so any form that the two could understand differently is refused instead of being repaired.
 */
final class PlainPath {

    /** RFC 3986 pchar without letters, digits and ';': servers disagree about path parameters. */
    private static final String PUNCTUATION = "-._~!$&'()*+,=:@";

    private PlainPath() {}

    /**
     * No dot segments, no empty segment but the last, no ';' or '\', and nothing percent-encoded that would change the
     * structure or needed no encoding.
     */
    static boolean isPlain(String path) {
        if (!path.startsWith("/") || path.contains("//")) {
            return false;
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.equals(".") || segment.equals("..") || !isPlainSegment(segment)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlainSegment(String segment) {
        for (int at = 0; at < segment.length(); at++) {
            char character = segment.charAt(at);
            if (character == '%') {
                if (!isPlainEscape(segment, at)) {
                    return false;
                }
                at += 2;
            } else if (!isLetterOrDigit(character) && PUNCTUATION.indexOf(character) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlainEscape(String segment, int at) {
        if (at + 2 >= segment.length()
                || !HexFormat.isHexDigit(segment.charAt(at + 1))
                || !HexFormat.isHexDigit(segment.charAt(at + 2))) {
            return false;
        }
        int octet = HexFormat.fromHexDigits(segment, at + 1, at + 3);
        boolean unreserved = isLetterOrDigit(octet) || "-._~".indexOf(octet) >= 0;
        boolean control = octet < 0x20 || octet == 0x7F;
        return !unreserved && !control && "/\\;%".indexOf(octet) < 0;
    }

    private static boolean isLetterOrDigit(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }
}
