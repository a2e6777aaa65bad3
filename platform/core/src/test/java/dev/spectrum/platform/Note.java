package dev.spectrum.platform;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.util.UUID;

/** Something for the platform to keep. */
@Entity
public class Note {

    @Id
    public UUID id;

    @Column(name = "tenant_id")
    public UUID tenantId;

    public String text;

    @Version
    public long version;
}
