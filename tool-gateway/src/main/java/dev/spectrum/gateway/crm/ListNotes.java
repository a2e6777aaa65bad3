package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Note;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Cursor;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ListNotes implements Tool.OnRecords<ListNotes.Arguments> {

    private static final int USUAL_LIMIT = 20;

    private final NoteSubjects subjects;
    private final Notes notes;

    ListNotes(NoteSubjects subjects, Notes notes) {
        this.subjects = subjects;
        this.notes = notes;
    }

    record Arguments(Note.About about, String aboutId, Optional<Integer> limit, Optional<String> cursor) {}

    record Found(List<NoteView> notes, @Nullable String next) {}

    @Override
    public String name() {
        return "revops_list_notes";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Found> call(CallContext context, Arguments wanted) {
        int limit = wanted.limit().orElse(USUAL_LIMIT);
        Optional<UUID> after = wanted.cursor().map(ListNotes::place);
        return subjects.find(wanted.about(), wanted.aboutId())
                .chain(id -> notes.list(wanted.about(), id, after, limit + 1))
                .map(found -> page(found, limit));
    }

    private static Found page(List<Note> found, int limit) {
        List<Note> shown = found.subList(0, Math.min(limit, found.size()));
        return new Found(
                shown.stream().map(NoteView::of).toList(),
                found.size() > limit ? Cursor.after(shown.getLast().id()) : null);
    }

    private static UUID place(String cursor) {
        try {
            return UUID.fromString(Cursor.read(cursor, 1).getFirst());
        } catch (IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
    }
}
