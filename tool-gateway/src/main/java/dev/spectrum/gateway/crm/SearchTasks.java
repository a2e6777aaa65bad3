package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.SearchText;
import dev.spectrum.gateway.crm.domain.Task;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Cursor;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SearchTasks implements Tool.OnRecords<SearchTasks.Arguments> {

    private static final int USUAL_LIMIT = 20;

    private final Tasks tasks;

    SearchTasks(Tasks tasks) {
        this.tasks = tasks;
    }

    record Arguments(
            Optional<String> query,
            Optional<String> contactId,
            Optional<String> owner,
            Optional<Boolean> completed,
            Optional<OffsetDateTime> dueBefore,
            Optional<Integer> limit,
            Optional<String> cursor) {}

    record Found(List<TaskView> tasks, @Nullable String next) {}

    @Override
    public String name() {
        return "revops_search_tasks";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Found> call(CallContext context, Arguments wanted) {
        int limit = wanted.limit().orElse(USUAL_LIMIT);
        TaskSearch search = new TaskSearch(
                SearchText.words(wanted.query().orElse("")),
                wanted.contactId().map(Reference.CONTACT::read),
                wanted.owner().map(Owner::read),
                wanted.completed(),
                wanted.dueBefore().map(OffsetDateTime::toInstant),
                wanted.cursor().map(SearchTasks::place),
                limit + 1);
        return tasks.search(search).map(found -> page(found, limit));
    }

    private static Found page(List<Task> found, int limit) {
        List<Task> shown = found.subList(0, Math.min(limit, found.size()));
        return new Found(
                shown.stream().map(TaskView::of).toList(), found.size() > limit ? next(shown.getLast()) : null);
    }

    private static String next(Task last) {
        return Cursor.after(last.dueAt(), last.id());
    }

    private static TaskSearch.Place place(String cursor) {
        List<String> key = Cursor.read(cursor, 2);
        try {
            return new TaskSearch.Place(Instant.parse(key.get(0)), UUID.fromString(key.get(1)));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw Cursor.invalid();
        }
    }
}
