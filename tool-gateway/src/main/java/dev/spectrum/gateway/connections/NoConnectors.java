package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.domain.Connection;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Where nothing else brings connectors, there are none. */
@DefaultBean
@ApplicationScoped
class NoConnectors implements Connectors {

    @Override
    public List<Connector> all() {
        return List.of();
    }

    @Override
    public Optional<Connector> find(String name) {
        return Optional.empty();
    }

    @Override
    public Uni<Optional<String>> test(Connection connection, ObjectNode credentials) {
        return Uni.createFrom().item(Optional.of("Nobody here knows how to talk to this vendor."));
    }
}
