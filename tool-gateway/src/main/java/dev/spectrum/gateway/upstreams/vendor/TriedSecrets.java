package dev.spectrum.gateway.upstreams.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

/** Secrets that are only tried: nobody is told but who tries them. */
record TriedSecrets(ObjectNode secrets) implements ShownSecrets {

    @Override
    public Uni<Shown> reveal() {
        return Uni.createFrom().item(UpstreamCredentials.shown(secrets));
    }

    @Override
    public Uni<Void> refused() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> worked() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public String toString() {
        return "tried secrets";
    }
}
