package dev.spectrum.outreach.leads.web;

import dev.spectrum.outreach.leads.Rescorings;
import dev.spectrum.outreach.leads.Rescorings.Rescoring;
import dev.spectrum.outreach.scoring.ScoreSettings;
import dev.spectrum.outreach.scoring.domain.ScoreWeights;
import dev.spectrum.outreach.scoring.domain.Tier;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** How the tenant's leads are scored. */
@Path("/api/v1/leads/scoring")
public class ScoringResource {

    private final ScoreSettings settings;
    private final Rescorings rescorings;
    private final TenantRequest request;

    ScoringResource(ScoreSettings settings, Rescorings rescorings, TenantRequest request) {
        this.settings = settings;
        this.rescorings = rescorings;
        this.request = request;
    }

    record WeightsBody(
            @NotNull @Min(0) @Max(100) Integer dataQuality,
            @NotNull @Min(0) @Max(100) Integer authority,
            @NotNull @Min(0) @Max(100) Integer companyFit,
            @NotNull @Min(0) @Max(100) Integer timing,
            @NotNull @Min(0) @Max(100) Integer risk) {

        ScoreWeights toWeights() {
            int sum = dataQuality + authority + companyFit + timing + risk;
            if (sum != 100) {
                throw ProblemException.invalid("", "The weights must be 100 together, and are " + sum + ".");
            }
            return new ScoreWeights(dataQuality, authority, companyFit, timing, risk);
        }
    }

    /** @param from the lowest score */
    record TierView(Tier tier, int from, List<String> channels) {}

    /**
     * How far scoring all leads again is.
     *
     * @param rescored how many leads were
     * @param changed how many of them have another score now
     * @param doneAt null while it goes on
     */
    record RescoringView(
            Instant wantedAt,
            int rescored,
            int changed,
            @Nullable Instant doneAt) {

        static RescoringView of(Rescoring rescoring) {
            return new RescoringView(
                    rescoring.wantedAt(), rescoring.rescored(), rescoring.changed(), rescoring.doneAt());
        }
    }

    /** @param rescoring null if there never was a reason to */
    record ScoringView(
            ScoreWeights weights,
            List<TierView> tiers,
            @Nullable RescoringView rescoring) {}

    @GET
    @RolesAllowed(Role.READ)
    public Uni<RestResponse<ScoringView>> get() {
        return request.run(who -> settings.weights().chain(this::answer));
    }

    /** Other weights; all leads are scored by them in the background. */
    @PUT
    @RolesAllowed(Role.ADMINISTER)
    public Uni<RestResponse<ScoringView>> put(
            @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull WeightsBody body) {
        ScoreWeights weights = body.toWeights();
        return request.run(who -> settings.weights()
                .invoke(before -> EntityVersion.require(ifMatch, before.version()))
                .chain(() -> settings.choose(weights))
                .chain(this::answer));
    }

    private Uni<RestResponse<ScoringView>> answer(ScoreSettings.Weights weights) {
        return rescorings
                .find()
                .map(rescoring -> ResponseBuilder.ok(view(weights, rescoring))
                        .tag(EntityVersion.tag(weights.version()))
                        .build());
    }

    private static ScoringView view(ScoreSettings.Weights weights, Optional<Rescoring> rescoring) {
        return new ScoringView(
                weights.weights(),
                Arrays.stream(Tier.values())
                        .map(tier -> new TierView(tier, tier.from(), tier.channels()))
                        .toList(),
                rescoring.map(RescoringView::of).orElse(null));
    }
}
