package dev.spectrum.outreach.suppressions.web;

import dev.spectrum.outreach.leads.PhoneNumbers;
import dev.spectrum.outreach.leads.domain.EmailAddress;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A suppression as clients write it: an email address or a domain, not both; or a phone number, with its channel.
 *
 * @param channel email if left out
 */
record SuppressionBody(
        @Nullable Channel channel,
        @Nullable @Size(max = 254) String address,
        @Nullable @Size(max = 253) String domain,
        @Nullable @Size(max = 500) String reason) {

    Suppressed toSuppressed() {
        return switch (onChannel()) {
            case EMAIL -> addressOrDomain();
            case SMS, VOICE -> number();
            case LINKEDIN, MAIL ->
                throw ProblemException.invalid("/channel", "Only email, SMS and calls can be suppressed.");
        };
    }

    Channel onChannel() {
        return Objects.requireNonNullElse(channel, Channel.EMAIL);
    }

    private Suppressed number() {
        if (domain != null) {
            throw ProblemException.invalid("/domain", "A phone number belongs to none.");
        }
        return Optional.ofNullable(address)
                .flatMap(PhoneNumbers::international)
                .map(Suppressed::address)
                .orElseThrow(
                        () -> ProblemException.invalid("/address", "Must be a phone number such as +442079460000."));
    }

    private Suppressed addressOrDomain() {
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
