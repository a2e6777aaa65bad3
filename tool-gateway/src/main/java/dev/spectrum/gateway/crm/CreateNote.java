package dev.spectrum.gateway.crm;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.crm.domain.Note;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

@ApplicationScoped
class CreateNote implements Tool.OnRecords<CreateNote.Arguments> {

    private final NoteSubjects subjects;
    private final Notes notes;

    CreateNote(NoteSubjects subjects, Notes notes) {
        this.subjects = subjects;
        this.notes = notes;
    }

    record Arguments(Note.About about, String aboutId, String body) {

        Note toNote(UUID subject, Caller author) {
            return new Note(
                    UuidCreator.getTimeOrderedEpoch(),
                    about,
                    subject,
                    body.strip(),
                    author.email().orElse(author.name()),
                    // As exactly as the database keeps it.
                    Instant.now().truncatedTo(ChronoUnit.MICROS));
        }
    }

    record Created(NoteView note) {}

    @Override
    public String name() {
        return "revops_create_note";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Created> call(CallContext context, Arguments given) {
        return subjects.find(given.about(), given.aboutId())
                .map(subject -> given.toNote(subject, context.caller()))
                .call(note -> notes.add(context.tenantId(), note))
                .map(note -> new Created(NoteView.of(note)));
    }
}
