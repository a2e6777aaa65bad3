package dev.spectrum.gateway.mcp.conformance;

import static dev.spectrum.gateway.mcp.conformance.Fixture.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.mcp.ResourceSource;
import dev.spectrum.platform.tenant.Caller;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources that the conformance suite expects of a server. */
@ApplicationScoped
@IfBuildProfile("conformance")
class FixtureResources implements ResourceSource {

    private static final String TEMPLATE = "test://template/{id}/data";
    private static final Pattern FROM_TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

    private final AtomicInteger reads = new AtomicInteger();

    @Override
    public Uni<List<ObjectNode>> resources(Caller caller) {
        return Uni.createFrom()
                .item(List.of(
                        resource("test://static-text", "text/plain"),
                        resource("test://static-binary", "image/png"),
                        resource("test://watched-resource", "text/plain")));
    }

    @Override
    public Uni<List<ObjectNode>> templates(Caller caller) {
        return Uni.createFrom()
                .item(List.of(json("{}")
                        .put("uriTemplate", TEMPLATE)
                        .put("name", "template")
                        .put("description", "A fixture of the conformance suite.")
                        .put("mimeType", "application/json")));
    }

    private static ObjectNode resource(String uri, String mimeType) {
        return json("{}")
                .put("uri", uri)
                .put("name", uri.substring("test://".length()))
                .put("description", "A fixture of the conformance suite.")
                .put("mimeType", mimeType);
    }

    @Override
    public Uni<Optional<List<JsonNode>>> read(Caller caller, String uri) {
        return Uni.createFrom().item(contents(uri).map(List::of));
    }

    private Optional<JsonNode> contents(String uri) {
        Matcher fromTemplate = FROM_TEMPLATE.matcher(uri);
        if (fromTemplate.matches()) {
            ObjectNode data = json("{}").put("id", fromTemplate.group(1)).put("templateTest", true);
            return Optional.of(contents(uri, "application/json")
                    .put(
                            "text",
                            data.put("data", "Data for ID: " + fromTemplate.group(1))
                                    .toString()));
        }
        return switch (uri) {
            case "test://static-text" ->
                Optional.of(
                        contents(uri, "text/plain").put("text", "This is the content of the static text resource."));
            case "test://static-binary" ->
                Optional.of(contents(uri, "image/png").put("blob", Fixture.PNG));
            // Another one each time that it is looked at.
            case "test://watched-resource" ->
                Optional.of(contents(uri, "text/plain").put("text", "Read " + reads.incrementAndGet() + " times"));
            default -> Optional.empty();
        };
    }

    private static ObjectNode contents(String uri, String mimeType) {
        return json("{}").put("uri", uri).put("mimeType", mimeType);
    }

    @Override
    public Uni<Optional<List<String>>> complete(Caller caller, String template, String argument, String begun) {
        return Uni.createFrom().item(template.equals(TEMPLATE) ? Optional.of(List.of()) : Optional.empty());
    }
}
