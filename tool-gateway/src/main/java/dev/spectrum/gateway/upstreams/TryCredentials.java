package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.NobodyToAsk;
import dev.spectrum.gateway.connections.UpstreamTrial;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.upstreams.UpstreamFailure.Kind;
import dev.spectrum.gateway.upstreams.domain.Transport;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Asks the upstreams that a connection is for, one after the other, in sessions of their own. */
@ApplicationScoped
class TryCredentials implements UpstreamTrial {

    private static final int MOST = 1000;

    private final TenantTransaction transaction;
    private final Upstreams upstreams;
    private final McpServers servers;

    TryCredentials(TenantTransaction transaction, Upstreams upstreams, McpServers servers) {
        this.transaction = transaction;
        this.upstreams = upstreams;
        this.servers = servers;
    }

    @Override
    public Uni<Optional<String>> test(Connection connection, ObjectNode credentials) {
        return transaction
                .run(connection.tenantId(), () -> upstreams.list(Optional.empty(), MOST))
                .map(all -> all.stream().filter(each -> shows(each, connection)).toList())
                .invoke(TryCredentials::requireAny)
                .chain(those -> ask(those, 0, credentials))
                .replaceWith(Optional.<String>empty())
                .onFailure(failure -> failure instanceof UpstreamFailure known && known.kind() == Kind.REFUSED)
                .recoverWithItem(failure -> Optional.of(((UpstreamFailure) failure).reason()));
    }

    private static boolean shows(Upstream upstream, Connection connection) {
        return upstream.definition().transport() instanceof Transport.StreamableHttp
                && upstream.definition().connectionId().equals(Optional.of(connection.id()));
    }

    private static void requireAny(List<Upstream> those) {
        if (those.isEmpty()) {
            throw new NobodyToAsk();
        }
    }

    private Uni<Void> ask(List<Upstream> those, int number, ObjectNode credentials) {
        return number == those.size()
                ? Uni.createFrom().voidItem()
                : CallerContext.returnTo(() -> servers.tryOut(those.get(number), credentials))
                        .chain(() -> ask(those, number + 1, credentials));
    }
}
