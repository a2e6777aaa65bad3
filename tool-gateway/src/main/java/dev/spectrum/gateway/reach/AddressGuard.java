package dev.spectrum.gateway.reach;

import dev.spectrum.gateway.reach.OutboundFailure.Kind;
import dev.spectrum.gateway.reach.domain.PublicInternet;
import dev.spectrum.gateway.reach.domain.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Turns a target into the addresses that may be connected to. Whoever asks connects to one of these, and never resolves the
 * name again: what it resolves to may change between the look and the step.
 */
final class AddressGuard {

    /** The system's resolver blocks; names that nobody answers for should not hold up the others. */
    private static final int RESOLVERS = 16;

    private final Set<String> exempt;
    private final NameResolver resolver;
    private final WorkerExecutor workers;

    /** @param exempt hosts that are not looked at, {@code host} or {@code host:port} */
    AddressGuard(Vertx vertx, Set<String> exempt, NameResolver resolver) {
        this.exempt = exempt.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
        this.resolver = resolver;
        this.workers = vertx.createSharedWorkerExecutor("spectrum-name-resolver", RESOLVERS);
    }

    /** All of the target's addresses, each checked. Fails with {@link OutboundFailure}. */
    Future<List<InetAddress>> addresses(Target target) {
        boolean open = isExempt(target);
        if (!open && !PublicInternet.hasWebOn(target.port())) {
            return blocked("This port is not one to call.");
        }
        if (target.literal().isPresent()) {
            return check(List.of(target.literal().get()), open);
        }
        if (!open && !PublicInternet.couldHave(target.host())) {
            return blocked("This host is not on the public Internet.");
        }
        return workers.executeBlocking(() -> resolve(target.host()), false).compose(found -> check(found, open));
    }

    private boolean isExempt(Target target) {
        String host = target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
        return exempt.contains(host) || exempt.contains(host + ":" + target.port());
    }

    /** One address that is not public is enough: a host of the world has none. */
    private static Future<List<InetAddress>> check(List<InetAddress> found, boolean open) {
        return open || found.stream().allMatch(PublicInternet::has)
                ? Future.succeededFuture(found)
                : blocked("This host is not on the public Internet.");
    }

    private List<InetAddress> resolve(String name) {
        try {
            return resolver.resolve(name);
        } catch (UnknownHostException unknown) {
            throw new OutboundFailure(Kind.NOT_SENT, "There is no such host.");
        }
    }

    private static Future<List<InetAddress>> blocked(String reason) {
        return Future.failedFuture(new OutboundFailure(Kind.BLOCKED, reason));
    }
}
