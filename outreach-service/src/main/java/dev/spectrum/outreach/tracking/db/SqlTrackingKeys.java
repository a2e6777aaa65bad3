package dev.spectrum.outreach.tracking.db;

import dev.spectrum.outreach.tracking.TrackingKeys;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SqlTrackingKeys implements TrackingKeys {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    @Override
    public Uni<byte[]> keyOf(UUID tenantId) {
        return find().chain(found -> found.map(key -> Uni.createFrom().item(key))
                .orElseGet(() -> make(tenantId).chain(this::find).map(Optional::orElseThrow)));
    }

    @Override
    public Uni<Optional<byte[]>> find() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select key from tracking_key", byte[].class)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    /** Two may make one at once, of which the first stays. */
    private Uni<Integer> make(UUID tenantId) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into tracking_key (tenant_id, key) values (?1, ?2) on conflict do nothing")
                        .setParameter(1, tenantId)
                        .setParameter(2, key)
                        .executeUpdate());
    }
}
