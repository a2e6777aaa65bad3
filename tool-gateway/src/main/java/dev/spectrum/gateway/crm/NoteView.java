package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Note;
import java.time.Instant;
import java.util.UUID;

/** A note as tools give it. */
record NoteView(UUID id, Note.About about, UUID aboutId, String body, String author, Instant createdAt) {

    static NoteView of(Note note) {
        return new NoteView(note.id(), note.about(), note.aboutId(), note.body(), note.author(), note.createdAt());
    }
}
