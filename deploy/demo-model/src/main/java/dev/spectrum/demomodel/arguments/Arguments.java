package dev.spectrum.demomodel.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What could be filled in, and which required properties could not. */
public record Arguments(ObjectNode json, List<Property> missing) {

    public boolean areComplete() {
        return missing.isEmpty();
    }
}
