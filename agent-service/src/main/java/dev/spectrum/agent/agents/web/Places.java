package dev.spectrum.agent.agents.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.spectrum.platform.web.Problem.FieldError;
import dev.spectrum.platform.web.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The documents of a YAML file, and on which line everything in them stands. */
final class Places {

    private final List<JsonNode> documents;
    /** By pointer, which begins with the document's number from 0. */
    private final Map<String, Integer> lines;

    private Places(List<JsonNode> documents, Map<String, Integer> lines) {
        this.documents = documents;
        this.lines = lines;
    }

    static Places read(ObjectMapper yaml, byte[] file) throws IOException {
        Map<String, Integer> lines = lines(yaml, file);
        List<JsonNode> documents = new ArrayList<>();
        try (JsonParser parser = yaml.createParser(file)) {
            while (parser.nextToken() != null) {
                documents.add(yaml.readTree(parser));
            }
        }
        return new Places(documents, lines);
    }

    private static Map<String, Integer> lines(ObjectMapper yaml, byte[] file) throws IOException {
        Map<String, Integer> lines = new HashMap<>();
        int document = 0;
        try (JsonParser parser = yaml.createParser(file)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int line = parser.currentTokenLocation().getLineNr();
                if (parser instanceof YAMLParser yamlParser && yamlParser.isCurrentAlias()) {
                    throw ProblemException.invalid("/" + document, "Line " + line + ": aliases are not taken.");
                }
                lines.putIfAbsent("/" + document + parser.getParsingContext().pathAsPointer(), line);
                if (parser.getParsingContext().inRoot() && !token.isStructStart()) {
                    document++;
                }
            }
        }
        return lines;
    }

    static ProblemException notYaml(JacksonException broken) {
        String where = broken.getLocation() == null
                ? ""
                : "Line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr() + ": ";
        return ProblemException.invalid("", where + "this is no YAML: " + said(broken) + ".");
    }

    /** The first line of the parser's message says what it met; what follows repeats the file. */
    private static String said(JacksonException broken) {
        String first = broken.getOriginalMessage().lines().findFirst().orElse("");
        if (broken instanceof StreamConstraintsException) {
            return "it is nested too deeply, or has too long a value";
        }
        return first.contains("CharConversionException") ? "it is not in UTF-8" : first;
    }

    int documents() {
        return documents.size();
    }

    JsonNode document(int index) {
        return documents.get(index);
    }

    /** Lets what is wrong with a part say where the part is. */
    static <T> T under(String pointer, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ProblemException wrong) {
            throw ProblemException.invalid(errors(wrong).stream()
                    .map(error -> new FieldError(pointer + error.pointer(), error.detail()))
                    .toList());
        }
    }

    /** The same, and on which line. */
    <T> T naming(String pointer, Supplier<T> reading) {
        try {
            return under(pointer, reading);
        } catch (ProblemException wrong) {
            throw ProblemException.invalid(
                    errors(wrong).stream().map(this::withLine).toList());
        }
    }

    ProblemException invalid(String pointer, String detail) {
        return ProblemException.invalid(List.of(withLine(new FieldError(pointer, detail))));
    }

    private FieldError withLine(FieldError error) {
        String known = error.pointer();
        while (!lines.containsKey(known) && known.lastIndexOf('/') > 0) {
            known = known.substring(0, known.lastIndexOf('/'));
        }
        Integer line = lines.get(known);
        return line == null ? error : new FieldError(error.pointer(), "Line " + line + ": " + error.detail());
    }

    private static List<FieldError> errors(ProblemException wrong) {
        return Objects.requireNonNullElse(wrong.problem().errors(), List.of());
    }
}
