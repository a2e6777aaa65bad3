package dev.spectrum.outreach.settings.vendor;

import dev.spectrum.outreach.settings.Dns;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import io.vertx.core.dns.DnsResponseCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** By UDP, as most of what is asked here fits a packet. */
@ApplicationScoped
class VertxDns implements Dns {

    private static final int PORT = 53;

    private final Vertx vertx;
    private final DnsConfig config;

    VertxDns(Vertx vertx, DnsConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    @Override
    public Uni<List<String>> texts(String name) {
        return ask(client -> client.resolveTXT(name));
    }

    @Override
    public Uni<List<String>> aliases(String name) {
        return ask(client -> client.resolveCNAME(name))
                .map(names -> names.stream()
                        .map(alias -> alias.replaceFirst("\\.$", ""))
                        .toList());
    }

    private Uni<List<String>> ask(Function<DnsClient, Future<List<String>>> question) {
        return Uni.createFrom()
                .completionStage(
                        () -> question.apply(vertx.createDnsClient(options())).toCompletionStage())
                .onFailure(VertxDns::saysThereIsNone)
                .recoverWithItem(List.<String>of());
    }

    private static boolean saysThereIsNone(Throwable failure) {
        return failure instanceof DnsException answer && answer.code() == DnsResponseCode.NXDOMAIN;
    }

    private DnsClientOptions options() {
        DnsClientOptions options =
                new DnsClientOptions().setQueryTimeout(config.timeout().toMillis());
        config.server().ifPresent(server -> {
            int colon = server.lastIndexOf(':');
            options.setHost(colon < 0 ? server : server.substring(0, colon))
                    .setPort(colon < 0 ? PORT : Integer.parseInt(server.substring(colon + 1)));
        });
        return options;
    }
}
