package dev.spectrum.agent.runs.db;

import dev.spectrum.agent.runs.Runs;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.Task;
import dev.spectrum.agent.runs.domain.Tokens;
import dev.spectrum.agent.runs.domain.TurnAttempt;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheRuns implements Runs, PanacheRepositoryBase<RunRow, UUID> {

    private final RunEnds ends;
    private final TaskRows tasks;
    private final TurnRuns turns;

    PanacheRuns(RunEnds ends, TaskRows tasks, TurnRuns turns) {
        this.ends = ends;
        this.tasks = tasks;
        this.turns = turns;
    }

    @Override
    public Uni<List<Run>> list(Filter filter, Optional<UUID> before, int limit) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        StringBuilder where = new StringBuilder("true = true");
        filter.status()
                .ifPresent(status -> narrow(where, parameters, "status = :status", "status", RunRow.word(status)));
        filter.promptId().ifPresent(id -> narrow(where, parameters, "promptId = :prompt", "prompt", id));
        filter.actionId().ifPresent(id -> narrow(where, parameters, "actionId = :action", "action", id));
        filter.shortcutId().ifPresent(id -> narrow(where, parameters, "shortcutId = :shortcut", "shortcut", id));
        filter.agentId().ifPresent(id -> narrow(where, parameters, "agentId = :agent", "agent", id));
        filter.userId().ifPresent(id -> narrow(where, parameters, "userId = :user", "user", id));
        filter.source()
                .ifPresent(source -> narrow(where, parameters, "source = :source", "source", RunRow.word(source)));
        filter.from().ifPresent(from -> narrow(where, parameters, "createdAt >= :from", "from", from));
        filter.to().ifPresent(to -> narrow(where, parameters, "createdAt < :to", "to", to));
        before.ifPresent(id -> narrow(where, parameters, "id < :before", "before", id));
        filter.words().ifPresent(words -> {
            narrow(where, parameters, "(personal = false or userId = :reader)", "reader", words.reader());
            narrow(
                    where,
                    parameters,
                    // As an array it is looked up once, and its ids are found by the key.
                    "cast(sql('id = any (array(select search_runs(?)))', :words) as boolean) = true",
                    "words",
                    words.text());
        });
        return find(where + " order by id desc", parameters)
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(RunRow::toRun).toList());
    }

    private static void narrow(
            StringBuilder where, Map<String, Object> parameters, String condition, String name, Object value) {
        where.append(" and ").append(condition);
        parameters.put(name, value);
    }

    @Override
    public Uni<Optional<Run>> find(UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(RunRow.class, id).invoke(row -> {
                    // Statements of ours may change it, which the session would not see.
                    if (row != null) {
                        session.detach(row);
                    }
                }))
                .map(row -> Optional.ofNullable(row).map(RunRow::toRun));
    }

    @Override
    public Uni<List<Task>> tasks(UUID runId) {
        return tasks.list(runId);
    }

    @Override
    public Uni<Optional<Repeat>> withKey(String userId, String idempotencyKey) {
        return find("userId = ?1 and idempotencyKey = ?2", userId, idempotencyKey)
                .firstResult()
                .map(row -> Optional.ofNullable(row)
                        .map(found -> new Repeat(found.toRun(), Objects.requireNonNull(found.requestHash))));
    }

    @Override
    public Uni<Void> add(Run run, Optional<Key> key, Duration lease) {
        return persistAndFlush(RunRow.of(run, key, lease)).replaceWithVoid();
    }

    @Override
    public Uni<Void> addTask(UUID tenantId, UUID runId, Task task) {
        return tasks.add(tenantId, runId, task);
    }

    @Override
    public Uni<Void> addAttempt(TurnAttempt attempt) {
        return turns.add(attempt);
    }

    @Override
    public Uni<Void> endTask(UUID runId, Task task) {
        return tasks.end(runId, task);
    }

    @Override
    public Uni<Optional<Run>> end(Run ended) {
        return ends.end(ended).call(kept -> tasks.endOthers(ended.id()));
    }

    @Override
    public Uni<Boolean> cancel(UUID id) {
        return ends.cancel(id);
    }

    @Override
    public Uni<Optional<Run>> lockLost(UUID id) {
        return ends.lockLost(id)
                .chain(lost -> lost ? find(id) : Uni.createFrom().item(Optional.empty()));
    }

    @Override
    public Uni<Tokens> endTasksOfLost(Run run) {
        return tasks.endLost(run);
    }

    @Override
    public Uni<List<UUID>> stillRunning(Collection<UUID> ids, Duration lease) {
        return ends.stillRunning(ids, lease);
    }

    @Override
    public Uni<Void> erase(String userId, Instant until) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select 1 from erase_runs_of(?1, ?2)", Integer.class)
                        .setParameter(1, userId)
                        .setParameter(2, until)
                        .getResultList())
                .replaceWithVoid();
    }
}
