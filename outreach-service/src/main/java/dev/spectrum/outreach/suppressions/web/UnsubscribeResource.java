package dev.spectrum.outreach.suppressions.web;

import dev.spectrum.outreach.suppressions.Unsubscribe;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/**
 * One-click unsubscribing as RFC 8058 has it, without a login: the token is all that a recipient has. GET changes
 * nothing, for scanners follow links; POST unsubscribes, whatever form it carries.
 */
@Path("/unsubscribe/{token}")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class UnsubscribeResource {

    private final Unsubscribe unsubscribe;

    UnsubscribeResource(Unsubscribe unsubscribe) {
        this.unsubscribe = unsubscribe;
    }

    @GET
    public Uni<Response> page(String token) {
        return unsubscribe
                .look(token)
                .map(state -> answer(
                        state,
                        found -> found.done()
                                ? UnsubscribePage.done(found.link().address())
                                : UnsubscribePage.question(found.link().address())));
    }

    @POST
    public Uni<Response> act(String token) {
        return unsubscribe
                .act(token)
                .map(state ->
                        answer(state, found -> UnsubscribePage.done(found.link().address())));
    }

    private static Response answer(Optional<Unsubscribe.State> state, Function<Unsubscribe.State, String> page) {
        CacheControl notKept = new CacheControl();
        notKept.setNoStore(true);
        return Response.status(state.isPresent() ? Response.Status.OK : Response.Status.NOT_FOUND)
                .entity(state.map(page).orElseGet(UnsubscribePage::unknown))
                .cacheControl(notKept)
                .header("Content-Security-Policy", UnsubscribePage.CONTENT_SECURITY_POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
