package dev.spectrum.conversation.agents.db;

import dev.spectrum.conversation.agents.domain.Tenant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity
@Table(name = "tenant")
class TenantRow {

    @Id
    @Column(name = "tenant_id")
    UUID id;

    @Column(name = "company_name")
    String companyName;

    @Column(name = "company_industry")
    String companyIndustry;

    @Column(name = "company_stage")
    String companyStage;

    @Column(name = "daily_limit_micro_usd")
    long dailyLimitMicroUsd;

    /** agent-service's, so no {@code @Version} of ours. */
    long version;

    boolean deleted;

    static TenantRow of(Tenant tenant) {
        TenantRow row = new TenantRow();
        row.id = tenant.id();
        row.put(tenant);
        return row;
    }

    void put(Tenant tenant) {
        companyName = tenant.company().name();
        companyIndustry = tenant.company().industry();
        companyStage = tenant.company().stage();
        dailyLimitMicroUsd = tenant.dailyLimitMicroUsd();
        version = tenant.version();
        deleted = tenant.deleted();
    }

    Tenant toTenant() {
        return new Tenant(
                id,
                new Tenant.Company(companyName, companyIndustry, companyStage),
                dailyLimitMicroUsd,
                version,
                deleted);
    }
}
