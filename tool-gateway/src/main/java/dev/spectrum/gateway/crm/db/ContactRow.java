package dev.spectrum.gateway.crm.db;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.crm.domain.ContactStatus;
import dev.spectrum.gateway.crm.domain.SearchText;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "contact")
class ContactRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "first_name")
    String firstName;

    @Column(name = "last_name")
    String lastName;

    String email;
    String phone;
    String title;
    String company;

    @Nullable
    @Column(name = "company_id")
    UUID companyId;

    String status;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> tags;

    String notes;

    @Nullable
    @Column(name = "last_contacted_at")
    Instant lastContactedAt;

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

    @Nullable
    @Column(name = "deleted_at")
    Instant deletedAt;

    static ContactRow of(UUID tenantId, Contact contact) {
        ContactRow row = new ContactRow();
        row.id = contact.id();
        row.tenantId = tenantId;
        row.put(contact);
        return row;
    }

    void put(Contact contact) {
        firstName = contact.firstName();
        lastName = contact.lastName();
        email = contact.email();
        phone = contact.phone();
        title = contact.title();
        company = contact.company();
        companyId = contact.companyId().orElse(null);
        status = contact.status().name().toLowerCase(Locale.ROOT);
        tags = contact.tags();
        notes = contact.notes();
        lastContactedAt = contact.lastContactedAt().orElse(null);
        searchText = SearchText.of(firstName, lastName, email, phone, title, company, String.join(" ", contact.tags()));
    }

    Contact toContact() {
        return new Contact(
                id,
                firstName,
                lastName,
                email,
                phone,
                title,
                company,
                Optional.ofNullable(companyId),
                ContactStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                tags,
                notes,
                Optional.ofNullable(lastContactedAt));
    }
}
