package dev.spectrum.gateway.permissions.domain;

import java.util.Optional;

/** One reason why a tool may not be used. */
public interface ToolRule {

    /** Empty where this rule has nothing against it. */
    Optional<Refusal> refuses(ToolUse use);
}
