package dev.spectrum.gateway.crm.db;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.crm.domain.SearchText;
import dev.spectrum.gateway.crm.domain.Task;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "task")
class TaskRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "contact_id")
    UUID contactId;

    String title;
    String body;

    @Column(name = "due_at")
    Instant dueAt;

    boolean completed;
    String owner;

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

    static TaskRow of(UUID tenantId, Task task) {
        TaskRow row = new TaskRow();
        row.id = task.id();
        row.tenantId = tenantId;
        row.contactId = task.contact().id();
        row.put(task);
        return row;
    }

    /** All but the contact, which stays. */
    void put(Task task) {
        title = task.title();
        body = task.body();
        dueAt = task.dueAt();
        completed = task.completed();
        owner = task.owner();
        searchText = SearchText.of(title, body);
    }

    Task toTask(Contact contact) {
        return new Task(id, contact, title, body, dueAt, completed, owner);
    }
}
