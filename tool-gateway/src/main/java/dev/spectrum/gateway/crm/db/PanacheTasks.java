package dev.spectrum.gateway.crm.db;

import dev.spectrum.gateway.crm.Contacts;
import dev.spectrum.gateway.crm.TaskSearch;
import dev.spectrum.gateway.crm.Tasks;
import dev.spectrum.gateway.crm.domain.Task;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PanacheTasks implements Tasks, PanacheRepositoryBase<TaskRow, UUID> {

    private static final String PRESENT = "id = ?1 and deletedAt is null";

    private final Contacts contacts;

    PanacheTasks(Contacts contacts) {
        this.contacts = contacts;
    }

    @Override
    public Uni<Optional<Task>> lock(UUID id) {
        return find(PRESENT, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .chain(this::withContact);
    }

    /** Nothing where its contact is gone. */
    private Uni<Optional<Task>> withContact(@Nullable TaskRow row) {
        if (row == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return contacts.find(row.contactId).map(contact -> contact.map(row::toTask));
    }

    @Override
    public Uni<List<Task>> search(TaskSearch search) {
        Map<String, Object> parameters = new HashMap<>();
        String query = query(search, parameters);
        return Panache.getSession()
                .chain(session -> {
                    var selection = session.createSelectionQuery(query, Object[].class);
                    parameters.forEach(selection::setParameter);
                    return selection.setMaxResults(search.limit()).getResultList();
                })
                .map(rows -> rows.stream()
                        .map(row -> ((TaskRow) row[0]).toTask(((ContactRow) row[1]).toContact()))
                        .toList());
    }

    /** Its parameters are put into the map. */
    private static String query(TaskSearch search, Map<String, Object> parameters) {
        StringBuilder query = new StringBuilder("select t, c from TaskRow t join ContactRow c"
                + " on c.id = t.contactId and c.deletedAt is null where t.deletedAt is null");
        for (int i = 0; i < search.words().size(); i++) {
            query.append(" and locate(:word").append(i).append(", t.searchText) > 0");
            parameters.put("word" + i, search.words().get(i));
        }
        search.contactId().ifPresent(contact -> {
            query.append(" and t.contactId = :contact");
            parameters.put("contact", contact);
        });
        search.owner().ifPresent(owner -> {
            query.append(" and t.owner = :owner");
            parameters.put("owner", owner);
        });
        search.completed().ifPresent(completed -> {
            query.append(" and t.completed = :completed");
            parameters.put("completed", completed);
        });
        search.dueBefore().ifPresent(moment -> {
            query.append(" and t.dueAt < :dueBefore");
            parameters.put("dueBefore", moment);
        });
        search.after().ifPresent(place -> {
            query.append(" and (t.dueAt, t.id) > (:lastDue, :lastId)");
            parameters.put("lastDue", place.dueAt());
            parameters.put("lastId", place.id());
        });
        return query + " order by t.dueAt, t.id";
    }

    @Override
    public Uni<Void> add(UUID tenantId, Task task) {
        return persist(TaskRow.of(tenantId, task)).replaceWithVoid();
    }

    @Override
    public Uni<Void> change(Task task) {
        return find(PRESENT, task.id())
                .firstResult()
                .invoke(row -> row.put(task))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(UUID id) {
        return update("deletedAt = ?2 where " + PRESENT, id, Instant.now()).replaceWithVoid();
    }
}
