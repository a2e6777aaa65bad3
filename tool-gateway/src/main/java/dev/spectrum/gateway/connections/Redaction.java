package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Strikes credentials out of what vendors and upstreams say, in each form in which they may repeat them: as they are, as a part
 * of an address, of JSON's text, of Base64 wherever it begins, in hexadecimal.
 */
public final class Redaction {

    private static final String STRUCK = "[secret]";
    private static final int LONGEST = 300;
    /** Shorter ones are words that stand in any sentence. */
    private static final int SHORTEST_SECRET = 6;
    /** Fields of credentials that say who calls, and when they end: many an honest answer says so too. */
    private static final Set<String> NO_SECRETS = Set.of("username", "client_id", "expires_at");

    /** Of nothing. */
    public static final Redaction NONE = new Redaction(List.of());

    private final List<String> forms;
    private final int shortest;

    private Redaction(Collection<String> forms) {
        this.forms = forms.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        this.shortest = forms.stream().mapToInt(String::length).min().orElse(Integer.MAX_VALUE);
    }

    public static Redaction of(JsonNode credentials) {
        Set<String> forms = new TreeSet<>();
        collect(credentials, forms);
        return new Redaction(forms);
    }

    public String strike(String text) {
        if (text.length() < shortest) {
            return text;
        }
        String clean = text;
        for (String form : forms) {
            clean = clean.replace(form, STRUCK);
        }
        return clean;
    }

    /** JSON as maps and lists, fields' names included. */
    public @Nullable Object strike(@Nullable Object value) {
        return switch (value) {
            case String text -> strike(text);
            case List<?> list ->
                list.stream().map(this::strike).collect(java.util.ArrayList::new, List::add, List::addAll);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> clean = new LinkedHashMap<>();
                map.forEach((name, inner) -> clean.put(strike(String.valueOf(name)), strike(inner)));
                yield clean;
            }
            case null, default -> value;
        };
    }

    /** The same for a tree. */
    public JsonNode strike(JsonNode value) {
        if (forms.isEmpty()) {
            return value;
        } else if (value.isTextual()) {
            String clean = strike(value.textValue());
            return clean.equals(value.textValue()) ? value : TextNode.valueOf(clean);
        } else if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, strike(list.get(i)));
            }
        } else if (value instanceof ObjectNode object) {
            ObjectNode clean = object.objectNode();
            object.properties().forEach(field -> clean.set(strike(field.getKey()), strike(field.getValue())));
            return clean;
        }
        return value;
    }

    /** In one short line, fit to be shown. */
    String line(String said) {
        String line = strike(said).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1).strip() + "…";
    }

    private static void collect(JsonNode value, Set<String> forms) {
        if (value.isValueNode() && value.asText().length() >= SHORTEST_SECRET && !value.isBoolean()) {
            addForms(value.asText(), forms);
        }
        if (value.isArray()) {
            value.forEach(inner -> collect(inner, forms));
        }
        value.properties().forEach(field -> {
            if (!NO_SECRETS.contains(field.getKey())) {
                collect(field.getValue(), forms);
            }
        });
    }

    private static void addForms(String secret, Set<String> forms) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        String quoted = TextNode.valueOf(secret).toString();
        forms.add(quoted.substring(1, quoted.length() - 1));
        forms.add(secret.replace("/", "\\/"));
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String each : List.of(encoded, encoded.replace("+", "%20"))) {
            forms.add(each);
            forms.add(lowerEscapes(each));
        }
        String hex = HexFormat.of().formatHex(bytes);
        forms.add(hex);
        forms.add(hex.toUpperCase(Locale.ROOT));
        for (int before = 0; before < 3; before++) {
            addBase64(bytes, before, forms);
        }
    }

    private static String lowerEscapes(String encoded) {
        return java.util.regex.Pattern.compile("%[0-9A-F]{2}")
                .matcher(encoded)
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
    }

    /** What of it is the same whatever stands before and after, {@code user:} and the like: each character is six bits. */
    private static void addBase64(byte[] secret, int before, Set<String> forms) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        int from = (before * 8 + 5) / 6;
        int to = shifted.length * 8 / 6;
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            forms.add(encoder.encodeToString(shifted).substring(from, to));
        }
    }
}
