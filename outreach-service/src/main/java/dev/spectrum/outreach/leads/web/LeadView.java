package dev.spectrum.outreach.leads.web;

import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.scoring.domain.ScoreComponent;
import dev.spectrum.outreach.scoring.domain.Tier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead as clients read it: what is known, and its score with the five components.
 *
 * @param channels by which it is worth being reached, as its tier says
 */
record LeadView(
        UUID id,
        String firstName,
        String lastName,
        String email,
        String personalEmail,
        String phone,
        String title,
        String company,
        String website,
        String industry,
        @Nullable Integer employees,
        String country,
        String city,
        String linkedinUrl,
        String timeZone,
        @Nullable Boolean emailVerified,
        @Nullable LocalDate jobStartedAt,
        @Nullable Boolean hiring,
        @Nullable LocalDate fundedAt,
        List<String> lists,
        Map<String, Object> custom,
        LeadStatus status,
        int alsScore,
        Tier alsTier,
        List<String> channels,
        ScoreComponent dataQuality,
        ScoreComponent authority,
        ScoreComponent companyFit,
        ScoreComponent timing,
        ScoreComponent risk,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static LeadView of(Lead lead) {
        LeadProfile profile = lead.profile();
        return new LeadView(
                lead.id(),
                profile.firstName(),
                profile.lastName(),
                profile.email(),
                profile.personalEmail(),
                profile.phone(),
                profile.title(),
                profile.company(),
                profile.website(),
                profile.industry(),
                profile.employees().orElse(null),
                profile.country(),
                profile.city(),
                profile.linkedinUrl(),
                profile.timeZone(),
                profile.emailVerified().orElse(null),
                profile.jobStartedAt().orElse(null),
                profile.hiring().orElse(null),
                profile.fundedAt().orElse(null),
                profile.lists(),
                profile.custom(),
                lead.status(),
                lead.score().total(),
                lead.score().tier(),
                lead.score().tier().channels(),
                lead.score().dataQuality(),
                lead.score().authority(),
                lead.score().companyFit(),
                lead.score().timing(),
                lead.score().risk(),
                lead.createdAt(),
                lead.updatedAt(),
                lead.version());
    }
}
