package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.tenants.Tenants;
import dev.spectrum.agent.tenants.domain.CompanyProfile;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.agent.whitelabel.WhiteLabels;
import dev.spectrum.agent.whitelabel.domain.WhiteLabel;
import dev.spectrum.platform.prompt.AgentPrompt;
import dev.spectrum.platform.prompt.RenderedPrompt;
import dev.spectrum.platform.prompt.TemplateFault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Populates an agent's system prompt as a conversation with this user, started now, would have it. */
@ApplicationScoped
public class RenderAgent {

    private final Tenants tenants;
    private final WhiteLabels whiteLabels;

    RenderAgent(Tenants tenants, WhiteLabels whiteLabels) {
        this.tenants = tenants;
        this.whiteLabels = whiteLabels;
    }

    public Uni<RenderedPrompt> render(AgentDefinition definition, AgentPrompt.User user) {
        return tenants.find()
                .map(tenant -> tenant.map(Tenant::company).orElse(CompanyProfile.named("")))
                .chain(company -> whiteLabels.find().map(brand -> render(definition, company, brand, user)));
    }

    private static RenderedPrompt render(
            AgentDefinition definition, CompanyProfile company, WhiteLabel brand, AgentPrompt.User user) {
        return promptOf(definition)
                .render(
                        new AgentPrompt.Company(company.name(), company.industry(), company.stage()),
                        new AgentPrompt.Brand(brand.brandName(), brand.productName(), brand.supportEmail()),
                        user,
                        LocalDate.now(ZoneOffset.UTC));
    }

    /** What is wrong with the system prompt as a template; empty if nothing is. */
    public static List<TemplateFault> faults(AgentDefinition definition) {
        return promptOf(definition).faults();
    }

    private static AgentPrompt promptOf(AgentDefinition definition) {
        return new AgentPrompt(
                definition.systemPrompt(),
                definition.name(),
                definition.responsibilities(),
                definition.dataSources(),
                definition.roleInstructions());
    }
}
