package dev.spectrum.gateway.reach;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** Makes the one client that leads out of the company. */
class WayOut {

    @Produces
    @ApplicationScoped
    OutboundHttp open(Vertx vertx, ReachConfig config) {
        AddressGuard guard = new AddressGuard(
                vertx, config.exemptHosts().orElse(Set.of()), name -> List.of(InetAddress.getAllByName(name)));
        return new GuardedHttp(
                vertx,
                guard,
                GuardedHttp.options(Math.toIntExact(config.connectTimeout().toMillis()), config.connections()));
    }

    void close(@Disposes OutboundHttp http) {
        if (http instanceof GuardedHttp guarded) {
            guarded.close();
        }
    }
}
