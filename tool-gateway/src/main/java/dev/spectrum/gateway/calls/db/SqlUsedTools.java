package dev.spectrum.gateway.calls.db;

import dev.spectrum.gateway.calls.UsedTools;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class SqlUsedTools implements UsedTools {

    /** Looks at so many calls and no more, however many there are. */
    private static final String MOST_USED = """
            select tool from (
                select tool from tool_call
                where tenant_id = current_tenant() and agent_role = ?1 and outcome = 'succeeded'
                order by id desc limit 1000) latest
            group by tool order by count(*) desc, tool limit ?2""";

    @Override
    public Uni<List<String>> mostUsed(String agentRole, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(MOST_USED, String.class)
                        .setParameter(1, agentRole)
                        .setParameter(2, limit)
                        .getResultList());
    }
}
