package dev.spectrum.gateway.connections;

import dev.spectrum.gateway.connections.vault.Sealed;
import dev.spectrum.gateway.connections.vault.Unreadable;
import dev.spectrum.gateway.connections.vault.Vault;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Puts every tenant's credentials under the primary key, each connection in a transaction of its own. Whoever reads meanwhile
 * reads them under the old key or the new one. It can be stopped and started again at any time.
 */
@ApplicationScoped
public class Reencrypt {

    private static final int BATCH = 200;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final UUID START = new UUID(0, 0);

    private final Pool pool;
    private final TenantTransaction transaction;
    private final Connections connections;
    private final Vault vault;

    Reencrypt(Pool pool, TenantTransaction transaction, Connections connections, Vault vault) {
        this.pool = pool;
        this.transaction = transaction;
        this.connections = connections;
        this.vault = vault;
    }

    /** @param connections whose credentials are under it */
    public record Key(long id, boolean primary, boolean known, long connections) {}

    /**
     * @param reencrypted connections, this time
     * @param unreadable whose key is not in the keyset
     * @param finished whether there is nothing left to do; otherwise call again
     */
    public record Progress(int reencrypted, int unreadable, boolean finished) {}

    /** The keys of the keyset and those that something is still encrypted with. */
    public Uni<List<Key>> keys() {
        long primary = vault.primaryKey();
        List<Long> known = vault.allKeys();
        return pool.query("select key_id, connections from connections_by_key()")
                .execute()
                .map(rows -> {
                    List<Key> keys = new ArrayList<>();
                    for (Row row : rows) {
                        long id = row.getLong("key_id");
                        keys.add(new Key(id, id == primary, known.contains(id), row.getLong("connections")));
                    }
                    for (long id : known) {
                        if (keys.stream().noneMatch(key -> key.id() == id)) {
                            keys.add(new Key(id, id == primary, true, 0));
                        }
                    }
                    return keys;
                });
    }

    /** Does it for half a minute at most. Outside of any transaction. */
    public Uni<Progress> run() {
        return from(START, START, new Progress(0, 0, false), Instant.now().plus(LONGEST));
    }

    private Uni<Progress> from(UUID tenantId, UUID id, Progress sofar, Instant deadline) {
        if (Instant.now().isAfter(deadline)) {
            return Uni.createFrom().item(sofar);
        }
        return pool.preparedQuery("select tenant_id, id from connections_under_other_keys($1, $2, $3, $4)")
                .execute(Tuple.of(vault.primaryKey(), tenantId, id, BATCH))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(new Progress(sofar.reencrypted(), sofar.unreadable(), true))
                        : batch(rows, sofar)
                                .chain(now -> from(
                                        rows.getLast().getUUID("tenant_id"),
                                        rows.getLast().getUUID("id"),
                                        now,
                                        deadline)));
    }

    private Uni<Progress> batch(List<Row> rows, Progress sofar) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row -> one(row.getUUID("tenant_id"), row.getUUID("id")))
                .collect()
                .in(() -> new int[2], (counts, done) -> counts[done ? 0 : 1]++)
                .map(counts -> new Progress(sofar.reencrypted() + counts[0], sofar.unreadable() + counts[1], false));
    }

    /** @return false if it can't be read */
    private Uni<Boolean> one(UUID tenantId, UUID id) {
        return transaction
                .run(
                        tenantId,
                        () -> connections
                                .lock(id)
                                .chain(() -> connections.credentials(id))
                                .chain(kept -> reseal(tenantId, id, kept)))
                .replaceWith(true)
                .onFailure(Unreadable.class)
                .recoverWithItem(false);
    }

    private Uni<Void> reseal(UUID tenantId, UUID id, Optional<Sealed> kept) {
        return kept.isEmpty()
                ? Uni.createFrom().voidItem()
                : connections.reseal(id, vault.seal(tenantId, id, vault.open(tenantId, id, kept.get())));
    }
}
