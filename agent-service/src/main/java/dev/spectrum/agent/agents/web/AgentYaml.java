package dev.spectrum.agent.agents.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.AgentFile;
import dev.spectrum.agent.agents.domain.AgentFile.FiledLabel;
import dev.spectrum.agent.agents.domain.Label;
import dev.spectrum.platform.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Agents as YAML, a document for each, with the names of the JSON API. {@code labels} says of each label what its version
 * says differently from the document. Nothing in it is an id or a number of a version, so it can move from tenant to tenant,
 * and the same agents are always written in the same way.
 */
@ApplicationScoped
class AgentYaml {

    private static final String LABELS = "labels";
    private static final String IS_PROTECTED = "is_protected";
    private static final String DIFFERS = "differs";
    /** What is the agent's own and no part of a version. */
    private static final Set<String> PRESENCE = Set.of("role", "position", "enabled");

    private final ObjectMapper yaml;
    private final Validator validator;

    AgentYaml(ObjectMapper json, Validator validator) {
        this.yaml = json.copyWith(new ReadableYaml()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.validator = validator;
    }

    String write(List<AgentFile> files) {
        StringBuilder documents = new StringBuilder();
        for (AgentFile file : files) {
            try {
                documents.append(yaml.writeValueAsString(tree(file)));
            } catch (JsonProcessingException notSerialisable) {
                throw new IllegalArgumentException("Agents can be written", notSerialisable);
            }
        }
        return documents.toString();
    }

    /** A document as a tree, to be written or compared. */
    ObjectNode tree(AgentFile file) {
        ObjectNode document = yaml.valueToTree(AgentBody.of(file.presence(), file.definition()));
        ObjectNode labels = yaml.createObjectNode();
        file.labels().orElse(Map.of()).forEach((name, label) -> labels.set(name, tree(name, label, file)));
        if (!labels.isEmpty()) {
            document.set(LABELS, labels);
        }
        return withoutNulls(document);
    }

    private ObjectNode tree(String name, FiledLabel label, AgentFile file) {
        ObjectNode tree = yaml.createObjectNode();
        if (label.isProtected() != Label.isProtectedByDefault(name)) {
            tree.put(IS_PROTECTED, label.isProtected());
        }
        ObjectNode latest = yaml.valueToTree(AgentBody.of(file.presence(), file.definition()));
        ObjectNode labelled = yaml.valueToTree(AgentBody.of(file.presence(), label.definition()));
        // What is null there is null here too: a field that only the latest has must be taken away.
        labelled.properties().removeIf(field -> field.getValue().equals(latest.get(field.getKey())));
        if (!labelled.isEmpty()) {
            tree.set(DIFFERS, labelled);
        }
        return tree;
    }

    private static ObjectNode withoutNulls(ObjectNode document) {
        document.properties().removeIf(field -> field.getValue().isNull());
        return document;
    }

    /** @throws ProblemException 400 with a pointer, which begins with the document's number from 0, and a line */
    List<AgentFile> read(byte[] documents) {
        Places places = places(documents);
        List<AgentFile> files = new ArrayList<>();
        Set<String> roles = new HashSet<>();
        for (int index = 0; index < places.documents(); index++) {
            String at = "/" + index;
            JsonNode document = places.document(index);
            AgentFile file = places.naming(at, () -> file(document));
            if (!roles.add(file.role())) {
                throw places.invalid(at + "/role", "There is another agent with this role in the file.");
            }
            files.add(file);
        }
        if (files.isEmpty()) {
            throw ProblemException.invalid("", "There is no agent in it.");
        }
        return files;
    }

    private AgentFile file(JsonNode document) {
        if (!(document instanceof ObjectNode fields)) {
            throw ProblemException.invalid("", "Must be a mapping: an agent.");
        }
        JsonNode labels = fields.remove(LABELS);
        AgentBody body = body(fields);
        AgentFile bare = new AgentFile(body.toPresence(), definition(body), Optional.empty());
        return labels == null
                ? bare
                : new AgentFile(bare.presence(), bare.definition(), Optional.of(labels(labels, bare)));
    }

    private Map<String, FiledLabel> labels(JsonNode labels, AgentFile file) {
        if (!(labels instanceof ObjectNode byName)) {
            throw ProblemException.invalid("/" + LABELS, "Must be a mapping of names to labels.");
        }
        Map<String, FiledLabel> read = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label : byName.properties()) {
            LabelName.require(label.getKey());
            read.put(
                    label.getKey(),
                    Places.under(
                            "/" + LABELS + "/" + label.getKey(), () -> label(label.getKey(), label.getValue(), file)));
        }
        LabelName.requireRoom(read.size());
        return read;
    }

    /** @param differs fields of the definition, as its version has them */
    private record LabelDocument(
            @Nullable Boolean isProtected, @Nullable ObjectNode differs) {}

    private FiledLabel label(String name, JsonNode document, AgentFile file) {
        LabelDocument label =
                isNothing(document) ? new LabelDocument(null, null) : convert(document, LabelDocument.class);
        boolean isProtected = Objects.requireNonNullElse(label.isProtected(), Label.isProtectedByDefault(name));
        ObjectNode differs = label.differs();
        return new FiledLabel(
                isProtected,
                differs == null ? file.definition() : Places.under("/" + DIFFERS, () -> differing(differs, file)));
    }

    /** A name with nothing behind it. */
    private static boolean isNothing(JsonNode document) {
        return document.isNull() || document.isTextual() && document.textValue().isEmpty();
    }

    private AgentDefinition differing(ObjectNode differs, AgentFile file) {
        for (String field : PRESENCE) {
            if (differs.has(field)) {
                throw ProblemException.invalid("/" + field, "Is the agent's own and the same for all its versions.");
            }
        }
        ObjectNode whole = yaml.valueToTree(AgentBody.of(file.presence(), file.definition()));
        whole.setAll(differs);
        return definition(body(whole));
    }

    private AgentBody body(ObjectNode fields) {
        AgentBody body = convert(fields, AgentBody.class);
        Set<ConstraintViolation<AgentBody>> violations = validator.validate(body);
        if (!violations.isEmpty()) {
            throw ProblemException.violated(violations);
        }
        return body;
    }

    private static AgentDefinition definition(AgentBody body) {
        return SoundTemplate.require(body.toDefinition());
    }

    private <T> T convert(JsonNode tree, Class<T> type) {
        try {
            return yaml.treeToValue(tree, type);
        } catch (JsonProcessingException mismatched) {
            throw ProblemException.unreadable(mismatched);
        }
    }

    private Places places(byte[] documents) {
        try {
            return Places.read(yaml, documents);
        } catch (JacksonException broken) {
            throw Places.notYaml(broken);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
