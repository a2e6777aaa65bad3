package dev.spectrum.outreach.accounts;

import dev.spectrum.outreach.accounts.domain.Account;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account of the tenant that the current transaction is for. */
public interface Accounts {

    /** As it was committed last. */
    Uni<Account> find();

    /**
     * Takes so many credits, unless fewer are left: false then. Exact whatever the number of workers, because nobody else
     * takes any until the transaction ends: to be called as late in it as possible.
     */
    Uni<Boolean> reserve(int credits);

    Uni<Void> giveBack(int credits);

    /**
     * Keeps what was told unless something newer is known. Credits that differ from those told before are what is left from
     * now on; the same ones say nothing new, and what was used since stays used.
     *
     * @param credits null if nothing was said of them
     */
    Uni<Void> keep(UUID tenantId, String subscription, @Nullable Long credits, long version);
}
