package dev.spectrum.agent.shortcuts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A button for exactly one of a prompt and an action. */
public record Shortcut(UUID id, Definition definition, long version) {

    /**
     * @param position the order in which people see shortcuts, ascending
     * @param promptId null where it is for an action
     * @param actionId null where it is for a prompt
     */
    public record Definition(
            String name,
            String icon,
            String color,
            int position,
            @Nullable UUID promptId,
            @Nullable UUID actionId) {}
}
