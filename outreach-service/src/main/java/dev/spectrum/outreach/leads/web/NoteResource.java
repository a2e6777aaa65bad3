package dev.spectrum.outreach.leads.web;

import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.NewActivity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import dev.spectrum.outreach.leads.LeadNotes;
import dev.spectrum.outreach.leads.LeadNotes.Note;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people write down about leads. */
@Path("/api/v1/leads")
public class NoteResource {

    private final LeadNotes notes;
    private final Leads leads;
    private final Activities activities;
    private final TenantRequest request;

    NoteResource(LeadNotes notes, Leads leads, Activities activities, TenantRequest request) {
        this.notes = notes;
        this.leads = leads;
        this.activities = activities;
        this.request = request;
    }

    record NoteBody(@NotBlank @Size(max = 10_000) String text) {}

    /** Newest first. */
    @GET
    @Path("/{id}/notes")
    @RolesAllowed(Role.READ)
    public Uni<Page<Note>> list(UUID id, @Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> lead(id).chain(() -> notes.list(id, after, page.fetch())))
                .map(found -> Page.of(found, page, note -> note.id().toString(), note -> note));
    }

    @POST
    @Path("/{id}/notes")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> add(UUID id, @Valid @NotNull NoteBody body) {
        return request.act(
                body,
                who -> lead(id).chain(() -> notes.add(who.tenantId(), id, body.text(), who.subject()))
                        .call(note -> activities.add(
                                who.tenantId(),
                                List.of(NewActivity.ofLead(ActivityType.LEAD_NOTED, id, Map.of("note_id", note.id())))))
                        .map(note -> answer(Response.created(URI.create("/api/v1/leads/notes/" + note.id())), note)));
    }

    @PUT
    @Path("/notes/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> change(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull NoteBody body) {
        return request.run(who -> existing(id)
                        .invoke(note -> EntityVersion.require(ifMatch, note.version()))
                        .chain(() -> notes.change(id, body.text())))
                .map(note -> answer(Response.ok(), note));
    }

    @DELETE
    @Path("/notes/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> existing(id)
                        .invoke(note -> EntityVersion.require(ifMatch, note.version()))
                        .chain(() -> notes.delete(id)))
                .map(deleted -> Response.noContent().build());
    }

    private Uni<Lead> lead(UUID id) {
        return leads.find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("lead")));
    }

    private Uni<Note> existing(UUID id) {
        return notes.find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("note")));
    }

    private static Response answer(Response.ResponseBuilder answer, Note note) {
        return answer.entity(note).tag(EntityVersion.tag(note.version())).build();
    }
}
