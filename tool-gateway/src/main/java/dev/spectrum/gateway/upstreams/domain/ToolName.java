package dev.spectrum.gateway.upstreams.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What a tool of an upstream is called here: {@code <prefix>_<tool>}, in what model servers allow as a name. */
public final class ToolName {

    private static final Pattern NOT_ALLOWED = Pattern.compile("[^A-Za-z0-9_-]");
    private static final int LONGEST = 64;

    private ToolName() {}

    /** The same for ever; a name that is too long ends in a hash of all of it. */
    public static String of(String prefix, String tool) {
        String name = prefix + "_" + NOT_ALLOWED.matcher(tool).replaceAll("_");
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 9) + "_" + hash(tool);
    }

    private static String hash(String tool) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(tool.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
