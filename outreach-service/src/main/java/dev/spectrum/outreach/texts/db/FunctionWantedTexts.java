package dev.spectrum.outreach.texts.db;

import dev.spectrum.outreach.texts.WantedTexts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** By the function of the schema that looks across tenants. */
@ApplicationScoped
class FunctionWantedTexts implements WantedTexts {

    private final Pool pool;

    FunctionWantedTexts(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Wanted>> take(int most, Duration lease) {
        return pool.preparedQuery("select tenant_id, touch_id from texts_to_write($1, make_interval(secs => $2))")
                .execute(Tuple.of(most, lease.toMillis() / 1000.0))
                .map(rows -> rows.stream()
                        .map(row -> new Wanted(row.getUUID("tenant_id"), row.getUUID("touch_id")))
                        .toList());
    }
}
