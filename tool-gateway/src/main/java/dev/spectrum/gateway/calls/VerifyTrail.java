package dev.spectrum.gateway.calls;

import dev.spectrum.gateway.calls.domain.ChainCheck;
import dev.spectrum.gateway.calls.domain.ChainedEntry;
import dev.spectrum.gateway.calls.domain.Fault;
import dev.spectrum.gateway.calls.domain.Head;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds out whether a tenant's audit trail still says what was recorded, entry by entry, with nothing that the database computes. */
@ApplicationScoped
public class VerifyTrail {

    private static final int PAGE = 1_000;
    /** A longer range is checked in parts, so that no request lasts for minutes. */
    private static final int MOST = 100_000;

    private final TenantTransaction transaction;
    private final CallLog log;

    VerifyTrail(TenantTransaction transaction, CallLog log) {
        this.transaction = transaction;
        this.log = log;
    }

    /**
     * What was found.
     *
     * @param checked how many entries are as they should be
     * @param last the position of the last of them
     * @param fault the first thing that is wrong
     * @param isComplete whether all that was asked for was checked; otherwise go on after {@code last}
     */
    public record Finding(long checked, long last, Optional<Fault> fault, boolean isComplete, Head head) {}

    /**
     * Checks the entries of a range, its ends included.
     *
     * @param known a head that was published or kept elsewhere
     */
    public Uni<Finding> verify(UUID tenantId, long from, long to, Optional<Head> known) {
        return head(tenantId)
                .chain(now -> begin(tenantId, from, heads(now, known))
                        .chain(check -> readOn(tenantId, check, from, Math.min(to, from + MOST - 1))
                                .chain(() -> head(tenantId))
                                .map(later -> finding(check, from, to, later))));
    }

    private Uni<Head> head(UUID tenantId) {
        return transaction.run(tenantId, log::head);
    }

    private static List<Head> heads(Head now, Optional<Head> known) {
        return Stream.concat(Stream.of(now), known.stream()).toList();
    }

    private Uni<ChainCheck> begin(UUID tenantId, long from, List<Head> heads) {
        return transaction
                .run(tenantId, () -> log.entries(from - 1, 1))
                .map(found -> found.stream()
                        .filter(entry -> entry.position() == from - 1)
                        .map(ChainedEntry::hash)
                        .findFirst())
                .map(previous -> new ChainCheck(from, previous, heads));
    }

    private Uni<Void> readOn(UUID tenantId, ChainCheck check, long from, long to) {
        return transaction
                .run(tenantId, () -> log.entries(from, (int) Math.min(PAGE, to - from + 1)))
                .chain(entries -> {
                    entries.stream().filter(entry -> entry.position() <= to).forEach(check::accept);
                    boolean isLast = entries.isEmpty() || entries.getLast().position() >= to;
                    if (isLast) {
                        check.end(to);
                    }
                    return isLast || check.fault().isPresent()
                            ? Uni.createFrom().voidItem()
                            : readOn(tenantId, check, check.next(), to);
                });
    }

    private static Finding finding(ChainCheck check, long from, long to, Head head) {
        check.endsAt(head);
        long last = from - 1 + check.checked();
        boolean isComplete = check.fault().isPresent() || last >= Math.min(to, head.position());
        return new Finding(check.checked(), last, check.fault(), isComplete, head);
    }
}
