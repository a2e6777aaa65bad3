package dev.spectrum.outreach.tenants.db;

import dev.spectrum.outreach.tenants.domain.TenantProfile;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "tenant_profile")
class TenantProfileRow {

    @Id
    @Column(name = "tenant_id")
    UUID id;

    String name;
    String industry;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> icp;

    boolean deleted;

    /** The version in agent-service, not one of this row's. */
    long version;

    static TenantProfileRow of(TenantProfile profile) {
        TenantProfileRow row = new TenantProfileRow();
        row.id = profile.id();
        row.put(profile);
        return row;
    }

    void put(TenantProfile profile) {
        name = profile.name();
        industry = profile.industry();
        icp = profile.icp();
        deleted = profile.deleted();
        version = profile.version();
    }

    TenantProfile toProfile() {
        return new TenantProfile(id, name, industry, icp, deleted, version);
    }
}
