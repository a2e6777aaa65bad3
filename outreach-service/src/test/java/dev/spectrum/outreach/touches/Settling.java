package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.accounts.Accounts;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.suppressions.Suppress;
import dev.spectrum.platform.tenant.TenantTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Writes down what became of touches as a replica does whose clock is another. */
@ApplicationScoped
class Settling {

    private final Touches touches;
    private final SendQueue queue;
    private final Senders senders;
    private final Accounts accounts;
    private final TellOfTouches tell;
    private final PauseSenders pauseSenders;
    private final Suppress suppress;
    private final SendingConfig config;
    private final TenantTransaction transaction;

    Settling(
            Touches touches,
            SendQueue queue,
            Senders senders,
            Accounts accounts,
            TellOfTouches tell,
            PauseSenders pauseSenders,
            Suppress suppress,
            SendingConfig config,
            TenantTransaction transaction) {
        this.touches = touches;
        this.queue = queue;
        this.senders = senders;
        this.accounts = accounts;
        this.tell = tell;
        this.pauseSenders = pauseSenders;
        this.suppress = suppress;
        this.config = config;
        this.transaction = transaction;
    }

    SettleTouches by(Clock clock) {
        return new SettleTouches(
                touches, queue, senders, accounts, tell, pauseSenders, suppress, config, clock, transaction);
    }
}
