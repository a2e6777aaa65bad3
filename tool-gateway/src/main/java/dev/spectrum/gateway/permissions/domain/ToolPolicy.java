package dev.spectrum.gateway.permissions.domain;

import java.util.List;
import java.util.Optional;

/** Decides who may use which tool, for list and call alike. What no rule refuses is allowed; a rule that fails refuses. */
public final class ToolPolicy {

    private final List<ToolRule> rules;

    public ToolPolicy(List<ToolRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Empty if they may. */
    public Optional<Refusal> refuses(ToolUse use) {
        try {
            return rules.stream().flatMap(rule -> rule.refuses(use).stream()).findFirst();
        } catch (RuntimeException ruleFailed) {
            return Optional.of(Refusal.POLICY_FAILED);
        }
    }
}
