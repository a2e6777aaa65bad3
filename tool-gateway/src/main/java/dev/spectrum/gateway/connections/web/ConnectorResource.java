package dev.spectrum.gateway.connections.web;

import dev.spectrum.gateway.connections.Connectors;
import dev.spectrum.gateway.connections.Connectors.Connector;
import dev.spectrum.platform.tenant.CurrentCaller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
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

    /** The same for every tenant. */
    @GET
    @RolesAllowed(Role.READ)
    public Page<Connector> list(@Valid @BeanParam PageRequest page) {
        caller.get();
        return Page.ofAll(connectors.all(), page, Connector::name, connector -> connector);
    }
}
