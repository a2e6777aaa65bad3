package dev.spectrum.outreach.suppressions.web;

import dev.spectrum.outreach.leads.domain.EmailAddress;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A suppression as clients write it: an address or a domain, not both.
 *
 * @param channel email if left out
 */
record SuppressionBody(
        @Nullable Channel channel,
        @Nullable @Size(max = 254) String address,
        @Nullable @Size(max = 253) String domain,
        @Nullable @Size(max = 500) String reason) {

    Suppressed toSuppressed() {
        if (channel != null && channel != Channel.EMAIL) {
            throw ProblemException.invalid("/channel", "Only email can be suppressed for now.");
        }
        if (address != null && domain == null) {
            if (!EmailAddress.isValid(address.strip())) {
                throw ProblemException.invalid("/address", "Must be an email address.");
            }
            return Suppressed.address(address);
        }
        if (domain != null && address == null) {
            return domain(domain);
        }
        throw ProblemException.invalid("", "Either address or domain must be given.");
    }

    private static Suppressed domain(String domain) {
        try {
            return Suppressed.domain(domain);
        } catch (IllegalArgumentException noDomain) {
            throw ProblemException.invalid("/domain", "Must be a domain such as example.com.");
        }
    }
}
