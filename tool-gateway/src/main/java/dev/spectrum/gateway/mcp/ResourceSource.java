package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Where resources come from: a bean for each kind. Without any, MCP's resources are not there. All JSON is as MCP writes it. */
public interface ResourceSource {

    /** {@code Resource} objects. */
    Uni<List<ObjectNode>> resources(Caller caller);

    /** {@code ResourceTemplate} objects. */
    Uni<List<ObjectNode>> templates(Caller caller);

    /** {@code TextResourceContents} or {@code BlobResourceContents}, at least one; empty if there is no such resource here. */
    Uni<Optional<List<JsonNode>>> read(Caller caller, String uri);

    /** Values that an argument of a template could have; empty if there is no such template here. */
    Uni<Optional<List<String>>> complete(Caller caller, String template, String argument, String begun);
}
