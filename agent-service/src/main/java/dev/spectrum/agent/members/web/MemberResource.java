package dev.spectrum.agent.members.web;

import dev.spectrum.agent.members.Admitted;
import dev.spectrum.agent.members.ChangeMembers;
import dev.spectrum.agent.members.Member;
import dev.spectrum.agent.members.Members;
import dev.spectrum.agent.members.Turns;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;

@Path("/api/v1/members")
@RolesAllowed(Role.ADMINISTER)
public class MemberResource {

    private final Members members;
    private final ChangeMembers changeMembers;
    private final Turns turns;
    private final TenantRequest request;

    MemberResource(Members members, ChangeMembers changeMembers, Turns turns, TenantRequest request) {
        this.members = members;
        this.changeMembers = changeMembers;
        this.turns = turns;
        this.request = request;
    }

    record NewMember(
            @AccountEmail String email, @NotNull Role role) {}

    record RoleChange(@NotNull Role role) {}

    @GET
    public Uni<Page<MemberView>> list(@Valid @BeanParam PageRequest page) {
        int first = page.after(Integer::parseUnsignedInt).orElse(0);
        String next = Integer.toString(first + page.limit());
        return members.list(request.caller(), first, page.fetch())
                .map(found -> Page.of(found, page, last -> next, MemberView::of));
    }

    @GET
    @Path("/{id}")
    public Uni<MemberView> get(UUID id) {
        return members.find(request.caller(), id).map(MemberView::of);
    }

    @POST
    public Uni<Response> invite(@Valid @NotNull NewMember body) {
        Caller by = request.caller();
        return turns.run(
                by.tenantId(),
                () -> request.storedAnswer(body)
                        .chain(stored -> stored.map(answer -> Uni.createFrom().item(answer))
                                .orElseGet(() -> changeMembers
                                        .invite(by, body.email(), body.role())
                                        .chain(admitted -> request.act(
                                                body, who -> Uni.createFrom().item(created(admitted)))))));
    }

    private static Response created(Admitted admitted) {
        Member member = admitted.member();
        return Response.created(URI.create("/api/v1/members/" + member.account().id()))
                .entity(MemberView.of(member, admitted.invitation()))
                .build();
    }

    @PATCH
    @Path("/{id}")
    public Uni<MemberView> changeRole(UUID id, @Valid @NotNull RoleChange body) {
        Caller by = request.caller();
        return turns.run(by.tenantId(), () -> changeMembers.changeRole(by, id, body.role()))
                .map(MemberView::of);
    }

    /** Their account stays, and so do tokens that were issued, for as long as they are good. */
    @DELETE
    @Path("/{id}")
    public Uni<Response> remove(UUID id) {
        Caller by = request.caller();
        return turns.run(by.tenantId(), () -> changeMembers.remove(by, id))
                .map(removed -> Response.noContent().build());
    }
}
