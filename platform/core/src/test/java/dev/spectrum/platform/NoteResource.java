package dev.spectrum.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The smallest resource that does everything the platform is for. */
@Path("/notes")
public class NoteResource {

    private final TenantRequest request;
    private final Outbox outbox;

    NoteResource(TenantRequest request, Outbox outbox) {
        this.request = request;
        this.outbox = outbox;
    }

    /** What is beside the text is read and let go. */
    public record NewNote(@NotBlank String text, Map<String, Object> tags, JsonNode more) {}

    public record NoteView(UUID id, String text) {}

    public record NoteTaken(UUID noteId, String text) {}

    @POST
    @RolesAllowed(Role.WRITE)
    public Uni<Response> take(@Valid @NotNull NewNote body) {
        return request.act(body, who -> {
            Note note = new Note();
            note.id = UuidCreator.getTimeOrderedEpoch();
            note.tenantId = who.tenantId();
            note.text = body.text();
            return Panache.getSession()
                    .chain(session -> session.persist(note))
                    .chain(() -> outbox.add(new OutgoingEvent(
                            "spectrum.agent.events",
                            "dev.spectrum.test.note.taken.v1",
                            who.tenantId(),
                            note.id.toString(),
                            new NoteTaken(note.id, note.text))))
                    .invoke(() -> {
                        if (body.text().equals("fail")) {
                            throw ProblemException.conflict("refused", "Not this one.");
                        }
                        if (body.text().equals("break")) {
                            throw new IllegalStateException("secret detail");
                        }
                    })
                    .replaceWith(() -> Response.status(201)
                            .entity(new NoteView(note.id, note.text))
                            .build());
        });
    }

    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<NoteView>> list(
            @Valid @BeanParam PageRequest page, @QueryParam("written_by") @Size(max = 10) String ignored) {
        UUID after = page.afterId().orElse(new UUID(0, 0));
        return request.run(who -> Panache.getSession()
                        .chain(session -> session.createQuery("from Note where id > ?1 order by id", Note.class)
                                .setParameter(1, after)
                                .setMaxResults(page.fetch())
                                .getResultList()))
                .map((List<Note> notes) ->
                        Page.of(notes, page, note -> note.id.toString(), note -> new NoteView(note.id, note.text)));
    }

    @GET
    @Path("/saying/{text}")
    @RolesAllowed(Role.READ)
    public Uni<List<NoteView>> saying(String text) {
        return request.run(who -> Panache.getSession()
                        .chain(session -> session.createQuery("from Note where text = ?1", Note.class)
                                .setParameter(1, text)
                                .getResultList()))
                .map(notes -> notes.stream()
                        .map(note -> new NoteView(note.id, note.text))
                        .toList());
    }
}
