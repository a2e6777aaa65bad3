package dev.spectrum.agent.shortcuts.db;

import dev.spectrum.agent.shortcuts.Shortcut;
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
@Table(name = "shortcut")
class ShortcutRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String name;
    String icon;
    String color;
    int position;

    @Nullable
    @Column(name = "prompt_id")
    UUID promptId;

    @Nullable
    @Column(name = "action_id")
    UUID actionId;

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

    void put(Shortcut.Definition definition) {
        name = definition.name();
        icon = definition.icon();
        color = definition.color();
        position = definition.position();
        promptId = definition.promptId();
        actionId = definition.actionId();
    }

    Shortcut toShortcut() {
        return new Shortcut(id, new Shortcut.Definition(name, icon, color, position, promptId, actionId), version);
    }
}
