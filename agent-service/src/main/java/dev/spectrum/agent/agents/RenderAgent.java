package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.tenants.Tenants;
import dev.spectrum.agent.tenants.domain.CompanyProfile;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.platform.prompt.AgentPrompt;
import dev.spectrum.platform.prompt.RenderedPrompt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Populates an agent's system prompt as a conversation with this user, started now, would have it. */
@ApplicationScoped
public class RenderAgent {

    private final Tenants tenants;

    RenderAgent(Tenants tenants) {
        this.tenants = tenants;
    }

    public Uni<RenderedPrompt> render(Agent agent, AgentPrompt.User user) {
        return tenants.find()
                .map(tenant -> tenant.map(Tenant::company).orElse(CompanyProfile.named("")))
                .map(company -> promptOf(agent.definition())
                        .render(
                                new AgentPrompt.Company(company.name(), company.industry(), company.stage()),
                                user,
                                LocalDate.now(ZoneOffset.UTC)));
    }

    /** Names in the system prompt that no conversation will have a value for. */
    public static List<String> unknownVariables(AgentDefinition definition) {
        return promptOf(definition).unknownVariables();
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
