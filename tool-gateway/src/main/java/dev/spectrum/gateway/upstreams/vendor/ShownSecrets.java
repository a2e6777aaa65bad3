package dev.spectrum.gateway.upstreams.vendor;

import dev.spectrum.gateway.connections.Redaction;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** The secrets that an upstream is shown, and who wants to know what it says to them. */
interface ShownSecrets {

    /**
     * @param headers of a request
     * @param secrets to be struck out of its answer
     */
    record Shown(Map<String, String> headers, Redaction secrets) {

        static final Shown NOTHING = new Shown(Map.of(), Redaction.NONE);

        @Override
        public String toString() {
            return "[secret]";
        }
    }

    /** Made anew for each request, and kept nowhere. */
    Uni<Shown> reveal();

    /** The upstream does not take them any more. */
    Uni<Void> refused();

    /** The upstream takes them. */
    Uni<Void> worked();
}
