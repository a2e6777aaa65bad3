package dev.spectrum.gateway.connections.web;

import dev.spectrum.gateway.connections.Reencrypt;
import dev.spectrum.gateway.connections.vault.NoKeyset;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** The keys that credentials of all tenants are kept with, for operators. */
@Path("/api/v1/connections/keys")
public class ConnectionKeyResource {

    private final Reencrypt reencrypt;

    ConnectionKeyResource(Reencrypt reencrypt) {
        this.reencrypt = reencrypt;
    }

    @GET
    @RolesAllowed(Role.PLATFORM_ADMIN)
    public Uni<Page<Reencrypt.Key>> keys(@Valid @BeanParam PageRequest page) {
        return Uni.createFrom()
                .deferred(reencrypt::keys)
                .map(keys -> Page.ofAll(keys, page, key -> "%020d".formatted(key.id()), key -> key))
                .onFailure(NoKeyset.class)
                .transform(none -> ConnectionResource.noKeyset());
    }

    /** Puts everything under the primary key; repeating it does no harm, so it takes no Idempotency-Key. */
    @POST
    @Path("/reencrypt")
    @RolesAllowed(Role.PLATFORM_ADMIN)
    public Uni<Reencrypt.Progress> reencrypt() {
        return Uni.createFrom()
                .deferred(reencrypt::run)
                .onFailure(NoKeyset.class)
                .transform(none -> ConnectionResource.noKeyset());
    }
}
