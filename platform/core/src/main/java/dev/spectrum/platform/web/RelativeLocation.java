package dev.spectrum.platform.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Says where something is by its path alone (RFC 9110, 10.2.2). JAX-RS makes an address of it, of the host that the request
 * reached: behind a proxy that is a host which the client can't reach.
 */
@Provider
class RelativeLocation implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        URI location = response.getLocation();
        if (location != null && request.getUriInfo().getBaseUri().getAuthority().equals(location.getAuthority())) {
            response.getHeaders().putSingle(HttpHeaders.LOCATION, location.getRawPath());
        }
    }
}
