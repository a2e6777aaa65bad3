package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Task;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class DeleteTask implements Tool.OnRecords<DeleteTask.Arguments> {

    private final Tasks tasks;

    DeleteTask(Tasks tasks) {
        this.tasks = tasks;
    }

    record Arguments(String taskId) {}

    @Override
    public String name() {
        return "revops_delete_task";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Gone> call(CallContext context, Arguments given) {
        return Reference.TASK
                .find(given.taskId(), tasks::lock)
                .map(Task::id)
                .call(tasks::remove)
                .map(Gone::new);
    }
}
