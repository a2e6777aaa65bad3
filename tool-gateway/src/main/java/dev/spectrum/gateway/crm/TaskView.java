package dev.spectrum.gateway.crm;

import static dev.spectrum.gateway.crm.ContactView.known;

import dev.spectrum.gateway.crm.domain.Task;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task as tools give it. What is not known is null. */
record TaskView(
        UUID id,
        String title,
        @Nullable String body,
        Instant dueAt,
        boolean completed,
        @Nullable String owner,
        UUID contactId,
        String contactName) {

    /** What the tools for one task give. */
    record One(TaskView task) {}

    static TaskView of(Task task) {
        return new TaskView(
                task.id(),
                task.title(),
                known(task.body()),
                task.dueAt(),
                task.completed(),
                known(task.owner()),
                task.contact().id(),
                task.contact().name());
    }
}
