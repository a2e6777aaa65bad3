package dev.spectrum.agent.brokers.web;

import dev.spectrum.agent.brokers.Brokers;
import dev.spectrum.agent.brokers.domain.Scope;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.Problem;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.QueryValue;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a broker gives, by scope. A user's own value is that user's alone: nobody else reads or writes it. */
@Path("/api/v1/brokers/{id}/values")
public class BrokerValueResource {

    private static final int LARGEST = 20_000;

    private final Brokers brokers;
    private final TenantRequest request;

    BrokerValueResource(Brokers brokers, TenantRequest request) {
        this.brokers = brokers;
        this.request = request;
    }

    /** @param scopeId left out for the tenant, and for the user, who is the caller */
    record ValueBody(
            @NotNull Scope scope,
            @Nullable @Size(max = 200) String scopeId,
            @NotNull Object value) {}

    record ValueView(Scope scope, @Nullable String scopeId, Object value, String updatedBy, Instant updatedAt) {

        static ValueView of(Brokers.Held held) {
            return new ValueView(
                    held.place().scope(),
                    held.place().scope() == Scope.TENANT ? null : held.place().scopeId(),
                    held.value(),
                    held.updatedBy(),
                    held.updatedAt());
        }
    }

    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<ValueView>> list(UUID id, @Valid @BeanParam PageRequest page) {
        Optional<Brokers.Place> after = page.after(BrokerValueResource::place);
        return request.run(who -> existing(id).chain(() -> brokers.values(id, who.subject(), after, page.fetch())))
                .map(found -> Page.of(found, page, BrokerValueResource::key, ValueView::of));
    }

    @PUT
    @RolesAllowed(Role.WRITE)
    public Uni<ValueView> put(UUID id, @Valid @NotNull ValueBody body) {
        if (body.value().toString().length() > LARGEST) {
            throw ProblemException.invalid("/value", "Must have no more than " + LARGEST + " characters.");
        }
        return request.run(who -> {
                    Brokers.Place place = place(who, body.scope(), body.scopeId(), "/scope_id");
                    return existing(id)
                            .chain(() -> brokers.put(who.tenantId(), id, place, body.value(), who.subject()));
                })
                .map(ValueView::of);
    }

    @DELETE
    @RolesAllowed(Role.WRITE)
    public Uni<Response> delete(
            UUID id, @QueryParam("scope") @Nullable String scope, @QueryParam("scope_id") @Nullable String scopeId) {
        Scope where = QueryValue.oneOf(Scope.class, "scope", scope)
                .orElseThrow(() -> ProblemException.invalid("?scope", "Must not be left out."));
        return request.run(who -> {
                    Brokers.Place place = place(who, where, scopeId, "?scope_id");
                    return existing(id).chain(() -> brokers.remove(id, place));
                })
                .map(removed -> {
                    if (!removed) {
                        throw ProblemException.notFound("value of this broker");
                    }
                    return Response.noContent().build();
                });
    }

    private static Brokers.Place place(Caller who, Scope scope, @Nullable String scopeId, String pointer) {
        String id = scopeId == null ? "" : scopeId.strip();
        return switch (scope) {
            case TENANT -> {
                if (!id.isEmpty() && !id.equals(who.tenantId().toString())) {
                    throw ProblemException.invalid(pointer, "Must be left out: the tenant is the caller's.");
                }
                yield new Brokers.Place(scope, "");
            }
            case USER -> {
                if (!id.isEmpty() && !id.equals(who.subject())) {
                    throw ProblemException.of(
                            403,
                            "forbidden",
                            "Not allowed",
                            List.of(new Problem.FieldError(
                                    pointer, "Must be your own: a user's value is theirs alone.")));
                }
                yield new Brokers.Place(scope, who.subject());
            }
            case WORKSPACE, PROJECT, TASK -> {
                if (id.isEmpty()) {
                    throw ProblemException.invalid(pointer, "Must say which " + scope.word() + ".");
                }
                yield new Brokers.Place(scope, id);
            }
        };
    }

    private static String key(Brokers.Held held) {
        return held.place().scope().word() + ":" + held.place().scopeId();
    }

    private static Brokers.Place place(String key) {
        int colon = key.indexOf(':');
        return new Brokers.Place(Scope.of(key.substring(0, colon)), key.substring(colon + 1));
    }

    private Uni<Void> existing(UUID id) {
        return brokers.find(id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("broker")))
                .replaceWithVoid();
    }
}
