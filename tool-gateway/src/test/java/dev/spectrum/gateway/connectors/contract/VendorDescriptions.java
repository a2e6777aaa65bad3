package dev.spectrum.gateway.connectors.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A vendor's own descriptions of its API (OpenAPI), all of its folders' files. */
public final class VendorDescriptions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Logger LOG = Logger.getLogger(VendorDescriptions.class);

    private final List<Operation> operations = new ArrayList<>();

    /**
     * One operation of an API.
     *
     * @param file what Prism serves
     * @param requestsOnly whether that file leaves out what is answered
     * @param path as Prism knows it, {@code /customers/{customer}}
     */
    record Operation(Path file, boolean requestsOnly, JsonNode description, String method, String path) {

        private String[] segments() {
            return path.split("/", -1);
        }

        /** The end of a request's path that this is the operation for, where it is. */
        Optional<String> match(String method, String requestPath) {
            String[] template = segments();
            String[] segments = requestPath.split("/", -1);
            int from = segments.length - template.length;
            boolean matches = this.method.equals(method)
                    && from >= 0
                    && IntStream.range(1, template.length)
                            .allMatch(i -> template[i].contains("{")
                                    ? !segments[from + i].isEmpty()
                                    : template[i].equals(segments[from + i]));
            return matches
                    ? Optional.of("/" + String.join("/", Arrays.asList(segments).subList(from + 1, segments.length)))
                    : Optional.empty();
        }

        /** Whether it is of the version that the request's headers name, where versions have operations of their own. */
        private boolean accepts(Map<String, String> headers) {
            return description
                    .at("/paths")
                    .path(path)
                    .path(method.toLowerCase(java.util.Locale.ROOT))
                    .path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asText().equals("header")
                            && parameter.at("/schema/enum").isArray())
                    .allMatch(parameter -> parameter
                            .at("/schema/enum")
                            .valueStream()
                            .anyMatch(value -> value.asText()
                                    .equals(headers.get(parameter.path("name").asText()))));
        }

        private long constants() {
            return Stream.of(segments()).filter(part -> !part.contains("{")).count();
        }
    }

    /** The tests against what is in this folder; where there is none, one that is skipped and says so. */
    public static Stream<DynamicNode> unlessMissing(Path folder, Supplier<Stream<DynamicNode>> tests) {
        if (Files.isDirectory(folder)) {
            return tests.get();
        }
        String why = "SKIPPED: there is no " + folder + ", so no connector was held to its vendor's API";
        LOG.warn(why);
        return Stream.of(DynamicTest.dynamicTest(why, () -> Assumptions.abort(why)));
    }

    VendorDescriptions(List<Path> folders) {
        folders.forEach(this::addAll);
    }

    private void addAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().matches(".*\\.(json|ya?ml)"))
                    .sorted()
                    .forEach(this::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(Path file) {
        JsonNode description = read(file);
        // The newer descriptions of GoHighLevel's API answer with empty objects; what is in them, the older ones say.
        boolean requestsOnly =
                file.toString().contains("request-only") || file.toString().contains("/gohighlevel/apps/v3/");
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> operations.add(new Operation(
                                file,
                                requestsOnly,
                                description,
                                method.toUpperCase(java.util.Locale.ROOT),
                                path.getKey().replaceFirst("[?#].*", "")))));
    }

    private static JsonNode read(Path file) {
        try (InputStream text = Files.newInputStream(file)) {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(20_000_000);
            return file.toString().endsWith(".json")
                    ? JSON.readTree(text)
                    : JSON.valueToTree(new Yaml(new SafeConstructor(options)).load(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The operation that a request asks for: the one that fits best, of the version that the headers name, in the file that
     * was made for Prism if there is one.
     */
    Optional<Operation> find(String method, String path, Map<String, String> headers) {
        return operations.stream()
                .filter(operation -> operation.match(method, path).isPresent())
                .max(Comparator.comparingInt((Operation operation) -> operation.segments().length)
                        .thenComparingLong(Operation::constants)
                        .thenComparing(operation -> operation.accepts(headers))
                        .thenComparing(operation -> operation.file().toString().contains(".prism.")));
    }

    /** What the operation answers, made of the fuller description's schema. */
    JsonNode sample(Operation operation) {
        Operation full = operations.stream()
                .filter(other -> !other.requestsOnly()
                        && other.method().equals(operation.method())
                        && other.path().equals(operation.path()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing says what " + operation.path() + " answers"));
        JsonNode answers = full.description()
                .at("/paths")
                .get(full.path())
                .get(full.method().toLowerCase(java.util.Locale.ROOT))
                .get("responses");
        JsonNode answer = answers.has("200") ? answers.get("200") : answers.get("201");
        return new SampleAnswer(full.description()).of(answer.at("/content/application~1json/schema"));
    }
}
