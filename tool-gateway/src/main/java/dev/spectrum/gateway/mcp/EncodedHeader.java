package dev.spectrum.gateway.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A header's value as MCP encodes it: what is no plain ASCII stands in Base64 between {@code =?base64?} and {@code ?=}. */
final class EncodedHeader {

    private static final String BEGIN = "=?base64?";
    private static final String END = "?=";

    private EncodedHeader() {}

    /** @throws McpException if the Base64 is none */
    static String decode(String name, String value) {
        if (!value.startsWith(BEGIN) || !value.endsWith(END) || value.length() < BEGIN.length() + END.length()) {
            return value;
        }
        String encoded = value.substring(BEGIN.length(), value.length() - END.length());
        // Java's decoder takes what lacks its padding; the protocol does not.
        if (encoded.length() % 4 != 0) {
            throw notBase64(name);
        }
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw notBase64(name);
        }
    }

    private static McpException notBase64(String name) {
        return McpException.headerMismatch(name + " is not Base64.");
    }
}
