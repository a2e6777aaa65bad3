package dev.spectrum.gateway.connectors.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.ToolDefinition;
import java.util.List;
import java.util.Optional;

/**
 * A tool as a connector makes it.
 *
 * @param ofInterface whether it is a tool of the interface that its connector implements
 * @param steps made one after the other
 * @param result gives the tool's result
 * @param example arguments that are valid
 */
public record VendorTool(
        ToolDefinition definition, boolean ofInterface, List<Step> steps, Expression result, ObjectNode example) {

    /**
     * @param name of its answer, for what comes after it
     * @param when gives whether it is made; empty for always
     */
    public record Step(String name, Optional<Expression> when, VendorRequest request) {}
}
