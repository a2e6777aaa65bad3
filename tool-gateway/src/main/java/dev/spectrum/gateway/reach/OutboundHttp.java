package dev.spectrum.gateway.reach;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends HTTP requests to hosts outside of the company, and to no others: private, loopback, link-local and metadata
 * addresses are refused where the connection is made and at every redirect, unless an operator lists the host.
 */
public interface OutboundHttp {

    /**
     * @param uri http or https
     * @param headers one value each; nothing of our own tokens. What the connection is made of (Host, Content-Length,
     *     Accept-Encoding ...) is not for callers to say
     * @param timeout for all of it, redirects included
     * @param maxBytes of the answer's body, unpacked; a longer one fails
     * @param enough where not all of the body is wanted
     */
    record Request(
            String method,
            URI uri,
            Map<String, String> headers,
            Optional<byte[]> body,
            Duration timeout,
            int maxBytes,
            Optional<Enough> enough) {

        public Request(
                String method,
                URI uri,
                Map<String, String> headers,
                Optional<byte[]> body,
                Duration timeout,
                int maxBytes) {
            this(method, uri, headers, body, timeout, maxBytes, Optional.empty());
        }
    }

    /**
     * Ends the reading of a body that may go on for long, such as a stream of events: what has come by then is the answer, and
     * a connection on which more comes is closed. For one answer only.
     */
    interface Enough {

        /** @param piece what has come since the last one; where one ends says nothing of what it holds */
        boolean isThereWith(byte[] piece);
    }

    /** @param headers by name in lower case */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {}

    /**
     * Whatever the status. At most five redirects are followed: none from https to http, and to another origin without the
     * body and with no headers but Accept, Accept-Language and User-Agent. Cancelling the Uni ends the request. Fails with
     * {@link OutboundFailure}; once a request has been sent, what a redirect leads to fails as MISLED where it is refused here, as MAYBE_SENT otherwise.
     */
    Uni<Answer> send(Request request);
}
