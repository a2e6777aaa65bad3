package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Task;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tasks of the tenant that the current transaction is for. */
public interface Tasks {

    /** Nobody else changes it before the transaction ends. */
    Uni<Optional<Task>> lock(UUID id);

    Uni<List<Task>> search(TaskSearch search);

    Uni<Void> add(UUID tenantId, Task task);

    Uni<Void> change(Task task);

    Uni<Void> remove(UUID id);
}
