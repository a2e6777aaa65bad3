package dev.spectrum.outreach.leads.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "lead_list_member")
@IdClass(ListMemberRow.Key.class)
class ListMemberRow {

    record Key(UUID listId, UUID leadId) {}

    @Id
    @Column(name = "list_id")
    UUID listId;

    @Id
    @Column(name = "lead_id")
    UUID leadId;
}
