package dev.spectrum.gateway.upstreams.web;

import dev.spectrum.gateway.upstreams.UpstreamState;
import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** Which of the definitions that wait are accepted or rejected. */
record Decision(@NotEmpty @Valid List<@NotNull Wording> changes) {

    /**
     * One of them, in the wording that was looked at: another that came meanwhile is not meant.
     *
     * @param name our name of the tool
     */
    record Wording(@NotBlank String name, @NotBlank String hash) {}

    /** @throws ProblemException 409 if any of them is not the one that waits now */
    List<PinnedTool> of(UpstreamState state) {
        return changes.stream().map(wanted -> one(state, wanted)).toList();
    }

    private static PinnedTool one(UpstreamState state, Wording wanted) {
        return state.tools().stream()
                .filter(tool -> tool.name().equals(wanted.name()))
                .filter(tool -> tool.offered()
                        .filter(offered -> offered.hash().equals(wanted.hash()))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> ProblemException.conflict(
                        "definition-changed",
                        "This is not what " + wanted.name() + " offers now: look at the changes again."));
    }
}
