package dev.spectrum.gateway.connections.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A connection to be made. */
record ConnectionBody(
        @NotBlank @Size(max = 100) String connector,

        @NotBlank @Size(max = 100) @Pattern(regexp = NO_CONTROLS, message = "can't have control characters")
        String name,

        @NotNull Secrets credentials,
        @Nullable ObjectNode settings) {

    static final String NO_CONTROLS = "\\P{Cntrl}*";

    /** The same for one that is changed: its connector stays, and its credentials have a way of their own. */
    record Change(
            @NotBlank @Size(max = 100) @Pattern(regexp = NO_CONTROLS, message = "can't have control characters")
            String name,

            @Nullable ObjectNode settings,
            @Nullable Secrets credentials) {}

    /** New credentials. */
    record Rotation(@NotNull Secrets credentials) {}
}
