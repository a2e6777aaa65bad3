package dev.spectrum.outreach.templates;

import dev.spectrum.outreach.templates.domain.TextTemplate;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The templates of the tenant that the current transaction is for. Deleted ones are not among them. */
public interface Templates {

    /** A part of the list, newest first. */
    Uni<List<TextTemplate>> list(Optional<UUID> after, int limit);

    Uni<Optional<TextTemplate>> find(UUID id);

    Uni<Optional<TextTemplate>> named(String name);

    Uni<Void> add(TextTemplate template);

    /** Gives the template with its new version. */
    Uni<TextTemplate> change(TextTemplate template);

    Uni<Void> delete(UUID id);
}
