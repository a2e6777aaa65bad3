package dev.spectrum.gateway.connectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML as JSON that remembers in which line each value stands. */
final class MarkedYaml {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Aliases multiply: far more than any connector needs. */
    private static final int MOST_VALUES = 50_000;

    private static final int MOST_ALIASES = 2_000;
    private static final int DEEPEST = 60;

    private final String file;
    private final String[] lines;
    private final Map<String, Node> keys = new HashMap<>();
    private final Map<String, Node> values = new HashMap<>();
    private int size;

    private MarkedYaml(String file, String text) {
        this.file = file;
        this.lines = text.split("\n", -1);
    }

    /** A file's content with its marks. */
    record Read(MarkedYaml marks, JsonNode content) {}

    static Read read(String file, String text) throws BrokenFile {
        MarkedYaml yaml = new MarkedYaml(file, text);
        try {
            Node root = compose(text);
            if (root == null) {
                throw new BrokenFile(new Mistake(file, 1, 1, "Is empty."));
            }
            return new Read(yaml, yaml.value("", root, 0));
        } catch (MarkedYAMLException wrong) {
            throw new BrokenFile(yaml.at(wrong.getProblemMark(), sentence(String.valueOf(wrong.getProblem()))));
        } catch (YAMLException wrong) {
            throw new BrokenFile(new Mistake(file, 1, 1, sentence(String.valueOf(wrong.getMessage()))));
        }
    }

    private static @Nullable Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        return new Composer(new ParserImpl(new StreamReader(new StringReader(text)), options), new Resolver(), options)
                .getSingleNode();
    }

    /** A mistake of the value at a JSON Pointer; of its parent where there is none. */
    Mistake at(String pointer, String what) {
        return at(mark(values, pointer), what);
    }

    /** A mistake of a field's name. */
    Mistake atKey(String pointer, String what) {
        return at(mark(keys, pointer), what);
    }

    /** A mistake inside a text, so many characters after its beginning. */
    Mistake inside(String pointer, int position, String what) {
        if (!(values.get(pointer) instanceof ScalarNode text)) {
            return at(pointer, what);
        }
        Mark start = text.getStartMark();
        if (text.getScalarStyle() == ScalarStyle.LITERAL) {
            return insideBlock(text.getValue(), start.getLine() + 1, position, what);
        }
        boolean quoted = text.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
                || text.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
        // A text that is folded says only where it begins.
        boolean oneLine = start.getLine() == text.getEndMark().getLine();
        return new Mistake(
                file,
                start.getLine() + 1,
                start.getColumn() + 1 + (oneLine ? Math.max(position, 0) + (quoted ? 1 : 0) : 0),
                what);
    }

    private Mistake insideBlock(String text, int firstLine, int position, String what) {
        String before = text.substring(0, Math.clamp(position, 0, text.length()));
        int line = firstLine + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - (before.lastIndexOf('\n') + 1);
        return new Mistake(file, line + 1, indentation(firstLine) + column + 1, what);
    }

    private int indentation(int line) {
        String first = line < lines.length ? lines[line] : "";
        return first.length() - first.stripLeading().length();
    }

    private Mistake at(@Nullable Mark mark, String what) {
        return mark == null
                ? new Mistake(file, 1, 1, what)
                : new Mistake(file, mark.getLine() + 1, mark.getColumn() + 1, what);
    }

    private @Nullable Mark mark(Map<String, Node> nodes, String pointer) {
        Node node = nodes.get(pointer);
        if (node != null) {
            return node.getStartMark();
        }
        int end = pointer.lastIndexOf('/');
        return end < 0 ? null : mark(values, pointer.substring(0, end));
    }

    private JsonNode value(String pointer, Node node, int depth) throws BrokenFile {
        values.putIfAbsent(pointer, node);
        if (++size > MOST_VALUES || depth > DEEPEST) {
            throw new BrokenFile(at(node.getStartMark(), "Is too large or too deep."));
        }
        return switch (node) {
            case MappingNode mapping -> object(pointer, mapping, depth);
            case SequenceNode sequence -> array(pointer, sequence, depth);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new BrokenFile(at(node.getStartMark(), "Can't be understood."));
        };
    }

    private ObjectNode object(String pointer, MappingNode mapping, int depth) throws BrokenFile {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple field : mapping.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key)) {
                throw new BrokenFile(at(field.getKeyNode().getStartMark(), "A field's name must be a text."));
            } else if (!key.getTag().equals(Tag.MERGE)) {
                String there = pointer + "/" + escaped(key.getValue());
                if (object.has(key.getValue())) {
                    throw new BrokenFile(at(key.getStartMark(), "The field " + key.getValue() + " is there twice."));
                }
                keys.put(there, key);
                object.set(key.getValue(), value(there, field.getValueNode(), depth + 1));
            }
        }
        merge(pointer, mapping, object, depth);
        return object;
    }

    /** {@code <<: *anchor}: what is said here goes before what is merged. */
    private void merge(String pointer, MappingNode mapping, ObjectNode object, int depth) throws BrokenFile {
        for (NodeTuple field : mapping.getValue()) {
            if (field.getKeyNode().getTag().equals(Tag.MERGE)) {
                List<Node> sources = field.getValueNode() instanceof SequenceNode many
                        ? many.getValue()
                        : List.of(field.getValueNode());
                for (Node source : sources) {
                    if (!(value(pointer, source, depth + 1) instanceof ObjectNode merged)) {
                        throw new BrokenFile(at(source.getStartMark(), "Only an object can be merged."));
                    }
                    merged.properties().forEach(each -> object.putIfAbsent(each.getKey(), each.getValue()));
                }
            }
        }
    }

    private ArrayNode array(String pointer, SequenceNode sequence, int depth) throws BrokenFile {
        ArrayNode array = JSON.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(value(pointer + "/" + array.size(), item, depth + 1));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode scalar) throws BrokenFile {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        } else if (tag.equals(Tag.BOOL)) {
            return bool(scalar);
        } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(scalar);
        }
        return JSON.textNode(text);
    }

    private JsonNode bool(ScalarNode scalar) throws BrokenFile {
        return switch (scalar.getValue()) {
            case "true" -> JSON.booleanNode(true);
            case "false" -> JSON.booleanNode(false);
            // YAML 1.1 has yes, no, on and off for these, which people write as texts.
            default ->
                throw new BrokenFile(at(scalar.getStartMark(), "Write true or false, or put the text in quotes."));
        };
    }

    private JsonNode number(ScalarNode scalar) throws BrokenFile {
        try {
            BigDecimal number = new BigDecimal(scalar.getValue());
            return number.scale() <= 0 ? integer(number) : JSON.numberNode(number.doubleValue());
        } catch (NumberFormatException odd) {
            throw new BrokenFile(at(scalar.getStartMark(), "Write a plain number, or put the text in quotes."));
        }
    }

    private static JsonNode integer(BigDecimal number) {
        return Optional.of(number)
                .filter(small -> small.precision() - small.scale() <= 9)
                .<JsonNode>map(small -> JSON.numberNode(small.intValueExact()))
                .orElseGet(() -> JSON.numberNode(number.toBigInteger()));
    }

    /** A field's name as a JSON Pointer has it. */
    static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static String sentence(String text) {
        return text.isEmpty() ? "Is no YAML." : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
