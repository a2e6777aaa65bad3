package dev.spectrum.gateway.calls;

import dev.spectrum.gateway.permissions.Permissions;
import dev.spectrum.gateway.permissions.domain.AgentChoice;
import dev.spectrum.gateway.permissions.domain.ToolPolicy;
import dev.spectrum.gateway.permissions.domain.ToolUse;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A result that was too long to be given at once, piece by piece: for whoever may call the tool that gave it. */
@ApplicationScoped
class ReadResult implements Tool.OnRecords<ReadResult.Arguments> {

    static final String NAME = "read_result";

    /** As much as a model takes well. */
    private static final int PIECE = 24_000;

    private final Results results;
    private final Permissions permissions;
    private final ToolPolicy policy;

    ReadResult(Results results, Permissions permissions, ToolPolicy policy) {
        this.results = results;
        this.permissions = permissions;
        this.policy = policy;
    }

    record Arguments(UUID callId, Optional<Integer> from) {}

    /** @param next where to read on; null at the end */
    record Piece(
            String tool, String text, int length, @Nullable Integer next) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Piece> call(CallContext context, Arguments given) {
        int from = given.from().orElse(0);
        return permissions
                .agent(context.agentRole())
                .chain(agent -> results.read(given.callId(), from, PIECE)
                        .map(found -> found.filter(part -> isPermitted(context, agent, part))
                                .orElseThrow(() -> ToolException.of(
                                        "not-found",
                                        "There is no such result, or it is kept no longer: call the tool again.")))
                        .map(part -> piece(part, from)));
    }

    private boolean isPermitted(CallContext context, AgentChoice agent, Results.Part part) {
        return policy.refuses(
                        new ToolUse(part.tool(), part.tags(), part.access(), Permissions.who(context.caller()), agent))
                .isEmpty();
    }

    private static Piece piece(Results.Part part, int from) {
        // The database counts characters, where Java counts halves of some.
        int end = from + part.text().codePointCount(0, part.text().length());
        return new Piece(part.tool(), part.text(), part.length(), end < part.length() ? end : null);
    }
}
