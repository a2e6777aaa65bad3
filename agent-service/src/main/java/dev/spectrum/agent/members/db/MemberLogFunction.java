package dev.spectrum.agent.members.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.members.Account;
import dev.spectrum.agent.members.MemberLog;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The service's role may not write into the log; a function does, for members alone. */
@ApplicationScoped
class MemberLogFunction implements MemberLog {

    private final TenantTransaction transaction;
    private final ObjectMapper json;

    MemberLogFunction(TenantTransaction transaction, ObjectMapper json) {
        this.transaction = transaction;
        this.json = json;
    }

    @Override
    public Uni<Void> changed(UUID tenantId, Account account, Optional<Role> before, Optional<Role> after) {
        return transaction
                .run(
                        tenantId,
                        () -> Panache.getSession()
                                .chain(session -> session.createNativeQuery(
                                                // By way of text: the driver would send the string as a JSON string.
                                                "select cast(log_member_change(?1, cast(cast(?2 as text) as jsonb),"
                                                        + " cast(cast(?3 as text) as jsonb)) as text)",
                                                Object.class)
                                        .setParameter(1, account.id())
                                        .setParameter(2, shown(account, before))
                                        .setParameter(3, shown(account, after))
                                        .getSingleResultOrNull()))
                .replaceWithVoid();
    }

    private String shown(Account account, Optional<Role> role) {
        try {
            return json.writeValueAsString(role.map(held -> Map.of("email", account.email(), "role", held))
                    .orElseGet(Map::of));
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Members are JSON", notSerialisable);
        }
    }
}
