package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

/** Credentials that nobody keeps yet. */
record TriedSecrets(ObjectNode credentials) implements SecretSource {

    @Override
    public Uni<ObjectNode> reveal() {
        return Uni.createFrom().item(credentials);
    }

    @Override
    public Uni<ObjectNode> renew(ObjectNode used, Renewal renewal) {
        return renewal.of(used);
    }

    @Override
    public Uni<Void> failing(String reason) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public String toString() {
        return "tried credentials";
    }
}
