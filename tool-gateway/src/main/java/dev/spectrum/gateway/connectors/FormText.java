package dev.spectrum.gateway.connectors;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query or a form, written from an object: {@code created: {gte: 1}} becomes {@code created[gte]=1}, a list of texts repeats
 * its name, objects in a list are counted ({@code items[0][price]=x}). What is null is left out.
 */
final class FormText {

    private final StringBuilder text = new StringBuilder();

    private FormText() {}

    static String of(Map<?, ?> object) {
        FormText form = new FormText();
        object.forEach((name, value) -> form.add(String.valueOf(name), value));
        return form.text.toString();
    }

    private void add(String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Map<?, ?> object -> object.forEach((key, item) -> add(name + "[" + key + "]", item));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    add(list.get(i) instanceof Map ? name + "[" + i + "]" : name, list.get(i));
                }
            }
            default ->
                text.append(text.isEmpty() ? "" : "&")
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(value.toString()));
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
