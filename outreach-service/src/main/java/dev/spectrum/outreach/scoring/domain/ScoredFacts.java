package dev.spectrum.outreach.scoring.domain;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a score is made from. Text that is not known is blank.
 *
 * @param employees of the lead's company
 * @param hiring whether the company is hiring
 * @param fundedAt when the company last got money
 * @param bounced a message to the lead bounced
 * @param unsubscribed the lead asked to be left alone
 */
public record ScoredFacts(
        String email,
        Optional<Boolean> emailVerified,
        String personalEmail,
        String phone,
        String linkedinUrl,
        String title,
        String company,
        String website,
        String industry,
        Optional<Integer> employees,
        String country,
        Optional<LocalDate> jobStartedAt,
        Optional<Boolean> hiring,
        Optional<LocalDate> fundedAt,
        boolean bounced,
        boolean unsubscribed) {}
