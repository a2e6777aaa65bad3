package dev.spectrum.agent.tenants.db;

import dev.spectrum.agent.tenants.domain.CompanyProfile;
import dev.spectrum.agent.tenants.domain.PermissionMode;
import dev.spectrum.agent.tenants.domain.Plan;
import dev.spectrum.agent.tenants.domain.SubscriptionStatus;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.agent.tenants.domain.TenantSettings;
import dev.spectrum.agent.tenants.domain.Tier;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "tenant")
class TenantRow {

    @Id
    @Column(name = "tenant_id")
    UUID id;

    String slug;
    String name;

    @Column(name = "owner_email")
    String ownerEmail;

    String tier;

    @Column(name = "subscription_status")
    String subscriptionStatus;

    long credits;

    @Column(name = "daily_limit_micro_usd")
    long dailyLimitMicroUsd;

    @Column(name = "requests_per_minute")
    int requestsPerMinute;

    @Column(name = "allowed_models")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> allowedModels;

    @Column(name = "default_permission_mode")
    String defaultPermissionMode;

    @Column(name = "time_zone")
    String timeZone;

    @Column(name = "run_retention_days")
    int runRetentionDays;

    @Column(name = "redact_run_content")
    boolean redactRunContent;

    @Column(name = "company_name")
    String companyName;

    @Column(name = "company_industry")
    String companyIndustry;

    @Column(name = "company_stage")
    String companyStage;

    @Column(name = "company_website")
    String companyWebsite;

    @Column(name = "company_description")
    String companyDescription;

    @Column(name = "company_icp")
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> companyIcp;

    @Version
    long version;

    @CreationTimestamp
    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    static TenantRow of(Tenant tenant) {
        TenantRow row = new TenantRow();
        row.id = tenant.id();
        row.slug = tenant.slug();
        row.ownerEmail = tenant.ownerEmail();
        row.put(tenant);
        return row;
    }

    /** Everything but what never changes. */
    void put(Tenant tenant) {
        name = tenant.name();
        put(tenant.plan());
        put(tenant.settings());
        put(tenant.company());
    }

    private void put(Plan plan) {
        tier = word(plan.tier());
        subscriptionStatus = word(plan.status());
        credits = plan.credits();
        dailyLimitMicroUsd = plan.dailyLimitMicroUsd();
        requestsPerMinute = plan.requestsPerMinute();
        allowedModels = plan.allowedModels();
    }

    private void put(TenantSettings settings) {
        defaultPermissionMode = word(settings.defaultPermissionMode());
        timeZone = settings.timeZone().getId();
        runRetentionDays = settings.runRetentionDays();
        redactRunContent = settings.redactRunContent();
    }

    private void put(CompanyProfile company) {
        companyName = company.name();
        companyIndustry = company.industry();
        companyStage = company.stage();
        companyWebsite = company.website();
        companyDescription = company.description();
        companyIcp = company.icp();
    }

    Tenant toTenant() {
        return new Tenant(
                id,
                slug,
                name,
                ownerEmail,
                new Plan(
                        named(Tier.class, tier),
                        named(SubscriptionStatus.class, subscriptionStatus),
                        credits,
                        dailyLimitMicroUsd,
                        requestsPerMinute,
                        allowedModels),
                new TenantSettings(
                        named(PermissionMode.class, defaultPermissionMode),
                        ZoneId.of(timeZone),
                        runRetentionDays,
                        redactRunContent),
                new CompanyProfile(
                        companyName, companyIndustry, companyStage, companyWebsite, companyDescription, companyIcp),
                version);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E named(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
