package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.tools.ToolDefinition;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whole results that were too long to be given at once: kept for a time, in the tenant's transaction. */
public interface Results {

    /**
     * Some of a result, and what decides who may read it.
     *
     * @param tags the data sources of its tool
     * @param text of its JSON
     * @param length of all of its JSON, in characters
     */
    record Part(String tool, List<String> tags, Access access, String text, int length) {}

    /** Keeps it; from now on, if it was kept before. */
    Uni<Void> keep(UUID callId, ToolDefinition tool, JsonNode result);

    /**
     * Reads on.
     *
     * @param from the first character is 0
     * @return empty if there is no such result, or no more
     */
    Uni<Optional<Part>> read(UUID callId, int from, int length);
}
