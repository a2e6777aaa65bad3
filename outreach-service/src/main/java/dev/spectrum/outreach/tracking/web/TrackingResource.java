package dev.spectrum.outreach.tracking.web;

import dev.spectrum.outreach.tracking.FollowLink;
import dev.spectrum.outreach.tracking.TrackedLink;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the links and pictures of messages lead: a redirect to what the link's writer signed, and to nowhere else. */
@Path("/t/{token}")
@PermitAll
@Produces("image/gif")
public class TrackingResource {

    /** One transparent pixel. */
    private static final byte[] PICTURE =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    /** What the edge says of where the client came to. */
    private static final String ASKED_HOST = "X-Asked-Host";

    private final FollowLink followLink;

    TrackingResource(FollowLink followLink) {
        this.followLink = followLink;
    }

    @GET
    public Uni<Response> follow(String token, @Context HttpServerRequest request) {
        return answer(token, request);
    }

    /** Tells nobody of anything: people follow links with GET. */
    @HEAD
    public Uni<Response> look(String token, @Context HttpServerRequest request) {
        return answer(token, request);
    }

    private Uni<Response> answer(String token, HttpServerRequest request) {
        String purpose = Stream.of("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz")
                .map(request::getHeader)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return followLink
                .follow(new FollowLink.Request(
                        token,
                        Optional.ofNullable(request.getHeader(ASKED_HOST)),
                        request.method().name(),
                        Objects.requireNonNullElse(request.getHeader("User-Agent"), ""),
                        purpose))
                .map(TrackingResource::answer);
    }

    private static Response answer(Optional<TrackedLink> link) {
        CacheControl notKept = new CacheControl();
        notKept.setNoStore(true);
        return link.map(found -> found.target()
                        .map(target -> Response.status(Response.Status.FOUND).location(target))
                        .orElseGet(() -> Response.ok(PICTURE, "image/gif")))
                .orElseGet(() -> Response.status(Response.Status.NOT_FOUND))
                .cacheControl(notKept)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
