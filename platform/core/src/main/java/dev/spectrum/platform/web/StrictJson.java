package dev.spectrum.platform.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.spectrum.platform.json.QuietParser;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses JSON bodies that could be understood in two ways (a name twice, something after the value), that say something
 * nobody would hear (a field that there is not, the fraction of what is counted) or that can't be kept (the character
 * U+0000, a number beyond all others, too near to 0 or too long when written out, anywhere). A shape that takes more than it knows says so with
 * {@code @JsonIgnoreProperties}. Bodies of requests alone: events and answers stay tolerantly read. A resource that takes
 * the bytes reads them by {@link #read}.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public class StrictJson implements ReaderInterceptor {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .errorReportConfiguration(QuietParser.NOTHING)
            .build();

    private static final String TOO_LARGE = "Must be a number of at most 1.7e308, whatever its sign.";
    private static final String TOO_LONG = "Must be a number of at most 1,000 digits when it is written out.";
    private static final int MOST_DIGITS = 1_000;
    private static final String TOO_SMALL = "Must be 0, or a number of at least 4.9e-324, whatever its sign.";

    private final ObjectReader reader;

    StrictJson(ObjectMapper json) {
        // A tree has the decimals that were sent; a double would have made 1.0E-6 of 0.000001.
        this.reader = json.reader()
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .with(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (!isJson(context.getMediaType()) || context.getType() == byte[].class) {
            return context.proceed();
        }
        byte[] body = context.getInputStream().readAllBytes();
        if (body.length > 0) {
            require(body);
            if (isShape(context.getType())) {
                return reader.forType(reader.getTypeFactory().constructType(context.getGenericType()))
                        .readValue(body);
            }
        }
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }

    /** Whether the resource wants more than the text. */
    private static boolean isShape(Class<?> type) {
        return type != String.class && !InputStream.class.isAssignableFrom(type);
    }

    private static boolean isJson(MediaType type) {
        return type.getSubtype().equals("json") || type.getSubtype().endsWith("+json");
    }

    /**
     * Reads a body and holds it to the same.
     *
     * @return missing if it is empty
     * @throws IOException if it is no JSON, or names something twice
     * @throws ProblemException that says what is wrong otherwise
     */
    public static JsonNode read(byte[] body, ObjectMapper json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(body)) {
            JsonNode read = json.readTree(parser);
            if (read != null && parser.nextToken() != null) {
                throw notAlone();
            }
            JsonNode value = read == null ? MissingNode.getInstance() : read;
            requireStorable(value);
            return value;
        }
    }

    private static void requireStorable(JsonNode value) {
        if (value.isTextual() && StorableText.refuses(value.textValue())) {
            throw ProblemException.invalid("", StorableText.EXPECTATION);
        }
        if (value.isNumber()) {
            fault(value.doubleValue(), value.decimalValue()).ifPresent(fault -> {
                throw ProblemException.invalid("", fault);
            });
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (StorableText.refuses(field.getKey())) {
                throw ProblemException.invalid("", StorableText.EXPECTATION);
            }
        }
        value.forEach(StrictJson::requireStorable);
    }

    /**
     * @throws IOException if it is no JSON, or names something twice
     * @throws ProblemException that points to what is wrong otherwise
     */
    public static void require(byte[] body) throws IOException {
        try (JsonParser parser = FACTORY.createParser(body)) {
            boolean complete = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (complete) {
                    throw notAlone();
                }
                if ((token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME)
                        && StorableText.refuses(parser.getText())) {
                    throw ProblemException.invalid(
                            parser.getParsingContext().pathAsPointer().toString(), StorableText.EXPECTATION);
                }
                Optional<String> fault =
                        token.isNumeric() ? fault(parser.getDoubleValue(), parser.getDecimalValue()) : Optional.empty();
                if (fault.isPresent()) {
                    throw ProblemException.invalid(
                            parser.getParsingContext().pathAsPointer().toString(), fault.get());
                }
                complete = parser.getParsingContext().inRoot();
            }
        }
    }

    /** Why a number can't be kept; empty if it can. Written out, 0e-99999999 would fill the heap. */
    private static Optional<String> fault(double rounded, BigDecimal exact) {
        if (Double.isInfinite(rounded)) {
            return Optional.of(TOO_LARGE);
        }
        if (rounded == 0 && exact.signum() != 0) {
            return Optional.of(TOO_SMALL);
        }
        return Math.abs((long) exact.scale()) > MOST_DIGITS ? Optional.of(TOO_LONG) : Optional.empty();
    }

    private static ProblemException notAlone() {
        return ProblemException.invalid("", "Must be one JSON value, with nothing after it.");
    }
}
