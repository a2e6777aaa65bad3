package dev.spectrum.agent.tenants.db;

import dev.spectrum.agent.tenants.domain.CompanyProfile;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.agent.tenants.domain.Tier;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
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

    @Column(name = "daily_limit_micro_usd")
    long dailyLimitMicroUsd;

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
        row.name = tenant.name();
        row.ownerEmail = tenant.ownerEmail();
        row.tier = tenant.tier().name().toLowerCase(Locale.ROOT);
        row.dailyLimitMicroUsd = tenant.dailyLimitMicroUsd();
        row.put(tenant.company());
        return row;
    }

    void put(CompanyProfile company) {
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
                Tier.valueOf(tier.toUpperCase(Locale.ROOT)),
                dailyLimitMicroUsd,
                new CompanyProfile(
                        companyName, companyIndustry, companyStage, companyWebsite, companyDescription, companyIcp),
                version);
    }
}
