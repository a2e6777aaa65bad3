package dev.spectrum.gateway.calls.db;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is kept for as long as there is work. Statements may be sent while others are under way: the database
 * works on one after the other, in the order in which they were sent, and does not wait for us in between.
 */
final class BusyConnection {

    private final Pool pool;
    private @Nullable Uni<SqlConnection> connection;
    /** Counts them: what is told of an earlier one says nothing of its successor. */
    private int latest;

    BusyConnection(Pool pool) {
        this.pool = pool;
    }

    /** Each statement is a transaction. */
    Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return connection().chain(open -> open.preparedQuery(sql).execute(parameters));
    }

    private synchronized Uni<SqlConnection> connection() {
        Uni<SqlConnection> known = connection;
        if (known == null) {
            int number = ++latest;
            known = Uni.createFrom()
                    .<SqlConnection>emitter(taken -> onNobodysContext(
                            () -> pool.getConnection().subscribe().with(taken::complete, taken::fail)))
                    .invoke(open -> open.closeHandler(() -> forget(number)))
                    .onFailure()
                    .invoke(() -> forget(number))
                    .memoize()
                    .indefinitely();
            connection = known;
        }
        return known;
    }

    /** A connection answers on the context that it was taken on, which should not be that of the first request. */
    private static void onNobodysContext(Runnable work) {
        Context here = Vertx.currentContext();
        if (here == null) {
            work.run();
        } else {
            ((ContextInternal) here).unwrap().runOnContext(ignored -> work.run());
        }
    }

    private synchronized void forget(int number) {
        if (number == latest) {
            connection = null;
        }
    }

    /** There is no work for now. */
    synchronized void giveBack() {
        Uni<SqlConnection> idle = connection;
        connection = null;
        if (idle != null) {
            idle.chain(SqlConnection::close).subscribe().with(closed -> {}, closedAlready -> {});
        }
    }

    /** It does not answer, and should be nobody else's until it has been found dead. The next statement gets another. */
    synchronized void leave() {
        connection = null;
    }
}
