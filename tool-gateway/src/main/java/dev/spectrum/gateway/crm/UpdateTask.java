package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Task;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Optional;

@ApplicationScoped
class UpdateTask implements Tool.OnRecords<UpdateTask.Arguments> {

    private final Tasks tasks;

    UpdateTask(Tasks tasks) {
        this.tasks = tasks;
    }

    record Arguments(
            String taskId,
            Optional<String> title,
            Optional<String> body,
            Optional<OffsetDateTime> dueAt,
            Optional<Boolean> completed,
            Optional<String> owner) {

        Task applyTo(Task task) {
            return new Task(
                    task.id(),
                    task.contact(),
                    title.map(String::strip).orElse(task.title()),
                    body.map(String::strip).orElse(task.body()),
                    dueAt.map(OffsetDateTime::toInstant).orElse(task.dueAt()),
                    completed.orElse(task.completed()),
                    owner.map(Owner::read).orElse(task.owner()));
        }
    }

    @Override
    public String name() {
        return "revops_update_task";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<TaskView.One> call(CallContext context, Arguments given) {
        return Reference.TASK
                .find(given.taskId(), tasks::lock)
                .map(given::applyTo)
                .call(tasks::change)
                .map(task -> new TaskView.One(TaskView.of(task)));
    }
}
