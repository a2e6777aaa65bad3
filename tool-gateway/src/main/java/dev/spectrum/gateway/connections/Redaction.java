package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes what a vendor said of credentials fit to be shown: without them, in one short line. Some vendors echo them. */
final class Redaction {

    private static final int LONGEST = 300;
    /** Shorter ones are words that stand in any sentence. */
    private static final int SHORTEST_SECRET = 4;

    private final List<String> secrets;

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    static Redaction of(ObjectNode credentials) {
        Set<String> found = new TreeSet<>();
        collect(credentials, found);
        return new Redaction(found.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList());
    }

    String clean(String said) {
        String text = said;
        for (String secret : secrets) {
            text = text.replace(secret, "[secret]");
        }
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1).strip() + "…";
    }

    private static void collect(JsonNode value, Set<String> found) {
        if (value.isValueNode() && value.asText().length() >= SHORTEST_SECRET && !value.isBoolean()) {
            String secret = value.asText();
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            found.add(secret);
            found.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            found.add(Base64.getEncoder().encodeToString(bytes));
            String quoted =
                    com.fasterxml.jackson.databind.node.TextNode.valueOf(secret).toString();
            found.add(quoted.substring(1, quoted.length() - 1));
        }
        value.forEach(inner -> collect(inner, found));
    }
}
