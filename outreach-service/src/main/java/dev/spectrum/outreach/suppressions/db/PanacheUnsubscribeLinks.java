package dev.spectrum.outreach.suppressions.db;

import dev.spectrum.outreach.suppressions.UnsubscribeLinks;
import dev.spectrum.outreach.suppressions.domain.UnsubscribeLink;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

@ApplicationScoped
class PanacheUnsubscribeLinks implements UnsubscribeLinks, PanacheRepositoryBase<UnsubscribeLinkRow, String> {

    private final Pool pool;

    PanacheUnsubscribeLinks(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Void> addAll(List<UnsubscribeLink> links) {
        if (links.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into unsubscribe_link (tenant_id, token, touch_id, lead_id, channel, address,"
                                        + " created_at) select current_tenant(), l.*, now() from unnest(cast(?1 as"
                                        + " text[]), cast(?2 as uuid[]), cast(?3 as uuid[]), cast(?4 as text[]), cast(?5"
                                        + " as text[])) l")
                        .setParameter(1, column(links, String[]::new, UnsubscribeLink::token))
                        .setParameter(2, column(links, UUID[]::new, UnsubscribeLink::touchId))
                        .setParameter(3, column(links, UUID[]::new, UnsubscribeLink::leadId))
                        .setParameter(
                                4,
                                column(
                                        links,
                                        String[]::new,
                                        link -> link.channel().word()))
                        .setParameter(5, column(links, String[]::new, UnsubscribeLink::address))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static <T> T[] column(
            List<UnsubscribeLink> links, IntFunction<T[]> array, Function<UnsubscribeLink, T> value) {
        return links.stream().map(value).toArray(array);
    }

    @Override
    public Uni<Optional<UnsubscribeLink>> find(String token) {
        return findById(token).map(row -> Optional.ofNullable(row).map(UnsubscribeLinkRow::toLink));
    }

    @Override
    public Uni<Optional<UUID>> tenantOf(String token) {
        return pool.preparedQuery("select tenant_of_unsubscribe_token($1)")
                .execute(Tuple.of(token))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getUUID(0)));
    }
}
