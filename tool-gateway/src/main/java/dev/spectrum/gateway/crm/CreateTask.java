package dev.spectrum.gateway.crm;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.crm.domain.Task;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Optional;

@ApplicationScoped
class CreateTask implements Tool.OnRecords<CreateTask.Arguments> {

    private final Contacts contacts;
    private final Tasks tasks;

    CreateTask(Contacts contacts, Tasks tasks) {
        this.contacts = contacts;
        this.tasks = tasks;
    }

    record Arguments(
            String contactId, String title, Optional<String> body, OffsetDateTime dueAt, Optional<String> owner) {

        Task toTask(Contact contact, CallContext context) {
            return new Task(
                    UuidCreator.getTimeOrderedEpoch(),
                    contact,
                    title.strip(),
                    body.orElse("").strip(),
                    dueAt.toInstant(),
                    false,
                    Owner.of(context.caller(), owner));
        }
    }

    @Override
    public String name() {
        return "revops_create_task";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<TaskView.One> call(CallContext context, Arguments given) {
        return Reference.CONTACT
                .find(given.contactId(), contacts::find)
                .map(contact -> given.toTask(contact, context))
                .call(task -> tasks.add(context.tenantId(), task))
                .map(task -> new TaskView.One(TaskView.of(task)));
    }
}
