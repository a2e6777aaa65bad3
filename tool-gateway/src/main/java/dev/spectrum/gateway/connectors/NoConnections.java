package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.Credentials;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.reach.OutboundFailure;
import dev.spectrum.gateway.reach.OutboundHttp;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Stands in until there are connections and a way out. */
@DefaultBean
@ApplicationScoped
class NoConnections implements Credentials, OutboundHttp {

    @Override
    public Uni<List<Connection>> active(UUID tenantId) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<ObjectNode> reveal(Connection connection) {
        return Uni.createFrom().item(JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Uni<Boolean> refreshed(Connection connection, ObjectNode credentials) {
        return Uni.createFrom().item(false);
    }

    @Override
    public Uni<Void> worked(Connection connection) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> failing(Connection connection, String reason) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Answer> send(Request request) {
        return Uni.createFrom().failure(new OutboundFailure(OutboundFailure.Kind.BLOCKED, "There is no way out."));
    }
}
