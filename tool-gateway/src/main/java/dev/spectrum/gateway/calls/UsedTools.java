package dev.spectrum.gateway.calls;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What the audit trail says of what agents use. */
public interface UsedTools {

    /** The tools that the agent called most among its latest calls, the most used first, in the tenant's transaction. */
    Uni<List<String>> mostUsed(String agentRole, int limit);
}
