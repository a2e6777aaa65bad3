package dev.spectrum.gateway.crm;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.crm.domain.Opportunity;
import dev.spectrum.gateway.crm.domain.Stage;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

@ApplicationScoped
class CreateOpportunity implements Tool.OnRecords<CreateOpportunity.Arguments> {

    private final Contacts contacts;
    private final Opportunities opportunities;

    CreateOpportunity(Contacts contacts, Opportunities opportunities) {
        this.contacts = contacts;
        this.opportunities = opportunities;
    }

    record Arguments(
            String contactId,
            String name,
            Optional<Stage> stage,
            Optional<BigDecimal> valueUsd,
            Optional<Integer> probability,
            Optional<String> expectedCloseAt,
            Optional<String> nextStep) {

        Opportunity toOpportunity(Contact contact) {
            Stage reached = stage.orElse(Stage.QUALIFIED);
            return new Opportunity(
                    UuidCreator.getTimeOrderedEpoch(),
                    contact,
                    name.strip(),
                    reached,
                    valueUsd.orElse(BigDecimal.ZERO).setScale(2, RoundingMode.HALF_UP),
                    probability.orElse(reached.usualProbability()),
                    expectedCloseAt.map(text -> Day.read(text, "expected_close_at")),
                    nextStep.orElse("").strip());
        }
    }

    @Override
    public String name() {
        return "revops_create_opportunity";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<OpportunityView.One> call(CallContext context, Arguments given) {
        return Reference.CONTACT
                .find(given.contactId(), contacts::find)
                .map(given::toOpportunity)
                .call(opportunity -> opportunities.add(context.tenantId(), opportunity))
                .map(opportunity -> new OpportunityView.One(OpportunityView.of(opportunity)));
    }
}
