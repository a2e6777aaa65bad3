package dev.spectrum.gateway.connections.web;

import dev.spectrum.gateway.connections.Connectors;
import dev.spectrum.gateway.connections.Connectors.Connector;
import dev.spectrum.platform.tenant.CurrentCaller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/api/v1/connectors")
public class ConnectorResource {

    private final Connectors connectors;
    private final CurrentCaller caller;

    ConnectorResource(Connectors connectors, CurrentCaller caller) {
        this.connectors = connectors;
        this.caller = caller;
    }

    /** All of them: they are few, and the same for every tenant. */
    @GET
    @RolesAllowed(Role.READ)
    public Page<Connector> list() {
        caller.get();
        return new Page<>(connectors.all(), null);
    }
}
