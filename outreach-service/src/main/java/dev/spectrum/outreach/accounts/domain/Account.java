package dev.spectrum.outreach.accounts.domain;

import java.util.Optional;

/**
 * What a tenant has paid for.
 *
 * @param subscription {@code trialing}, {@code active}, {@code past_due} or {@code canceled}
 * @param left how many messages may still leave; empty if nobody told of credits
 */
public record Account(String subscription, Optional<Long> left) {

    /** Of a tenant of which nothing was told. */
    public static final Account UNKNOWN = new Account("active", Optional.empty());

    public boolean isActive() {
        return subscription.equals("active") || subscription.equals("trialing");
    }

    /** With so many credits reserved. */
    public Account less(long credits) {
        return new Account(subscription, left.map(known -> known - credits));
    }
}
