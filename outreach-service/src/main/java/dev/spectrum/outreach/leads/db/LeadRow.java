package dev.spectrum.outreach.leads.db;

import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.scoring.domain.LeadScore;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "lead")
class LeadRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "first_name")
    String firstName;

    @Column(name = "last_name")
    String lastName;

    String email;

    @Column(name = "personal_email")
    String personalEmail;

    String phone;
    String title;
    String company;
    String website;
    String industry;

    @Nullable
    Integer employees;

    String country;
    String city;

    @Column(name = "linkedin_url")
    String linkedinUrl;

    @Column(name = "time_zone")
    String timeZone;

    @Nullable
    @Column(name = "email_verified")
    Boolean emailVerified;

    @Nullable
    @Column(name = "job_started_at")
    LocalDate jobStartedAt;

    @Nullable
    Boolean hiring;

    @Nullable
    @Column(name = "funded_at")
    LocalDate fundedAt;

    @Nullable
    @Formula("(select array_agg(l.name) from lead_list_member m join lead_list l on l.id = m.list_id"
            + " and l.deleted_at is null where m.lead_id = id)")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> lists;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> custom;

    String status;

    @Column(name = "als_score")
    int alsScore;

    @Column(name = "als_tier")
    String alsTier;

    @JdbcTypeCode(SqlTypes.JSON)
    LeadScore score;

    @Version
    long version;

    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    @Nullable
    @Column(name = "deleted_at")
    Instant deletedAt;

    void put(Lead lead) {
        LeadProfile profile = lead.profile();
        firstName = profile.firstName();
        lastName = profile.lastName();
        email = profile.email();
        personalEmail = profile.personalEmail();
        phone = profile.phone();
        title = profile.title();
        company = profile.company();
        website = profile.website();
        industry = profile.industry();
        employees = profile.employees().orElse(null);
        country = profile.country();
        city = profile.city();
        linkedinUrl = profile.linkedinUrl();
        timeZone = profile.timeZone();
        emailVerified = profile.emailVerified().orElse(null);
        jobStartedAt = profile.jobStartedAt().orElse(null);
        hiring = profile.hiring().orElse(null);
        fundedAt = profile.fundedAt().orElse(null);
        lists = profile.lists();
        custom = profile.custom();
        status = lead.status().name().toLowerCase(Locale.ROOT);
        score = lead.score();
        alsScore = lead.score().total();
        alsTier = lead.score().tier().name().toLowerCase(Locale.ROOT);
    }

    Lead toLead() {
        return new Lead(
                tenantId,
                id,
                new LeadProfile(
                        firstName,
                        lastName,
                        email,
                        personalEmail,
                        phone,
                        title,
                        company,
                        website,
                        industry,
                        Optional.ofNullable(employees),
                        country,
                        city,
                        linkedinUrl,
                        timeZone,
                        Optional.ofNullable(emailVerified),
                        Optional.ofNullable(jobStartedAt),
                        Optional.ofNullable(hiring),
                        Optional.ofNullable(fundedAt),
                        lists == null ? List.of() : lists,
                        custom),
                LeadStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                score,
                createdAt,
                updatedAt,
                version);
    }
}
