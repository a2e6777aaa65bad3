package dev.spectrum.gateway.crm.db;

import dev.spectrum.gateway.crm.domain.Company;
import dev.spectrum.gateway.crm.domain.SearchText;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.UpdateTimestamp;

@Entity
@Table(name = "company")
class CompanyRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String name;
    String website;
    String phone;
    String city;
    String country;
    String description;

    @Column(name = "search_text")
    String searchText;

    @Version
    long version;

    @CreationTimestamp
    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    static CompanyRow of(UUID tenantId, Company company) {
        CompanyRow row = new CompanyRow();
        row.id = company.id();
        row.tenantId = tenantId;
        row.put(company);
        return row;
    }

    void put(Company company) {
        name = company.name();
        website = company.website();
        phone = company.phone();
        city = company.city();
        country = company.country();
        description = company.description();
        searchText = SearchText.of(name, website, phone, city, country, description);
    }

    Company toCompany() {
        return new Company(id, name, website, phone, city, country, description);
    }
}
