package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.agents.domain.Tenant;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.platform.prompt.AgentPrompt;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import java.time.LocalDate;

/** An agent's system prompt, populated for the user whom it talks with. */
public final class SystemPrompt {

    private static final String WITHOUT_TOOLS =
            "\n\nYour tools can't be reached at the moment. Say so where you would need one, and make nothing up.";

    private SystemPrompt() {}

    public static String of(TenantAgent work, Caller who, LocalDate today, boolean toolsAreReached) {
        Agent agent = work.agent();
        Tenant.Company company = work.tenant().company();
        String prompt = new AgentPrompt(
                        agent.systemPrompt(),
                        agent.name(),
                        agent.responsibilities(),
                        agent.dataSources(),
                        agent.roleInstructions())
                .render(
                        new AgentPrompt.Company(company.name(), company.industry(), company.stage()),
                        new AgentPrompt.Brand(
                                agent.brand().name(),
                                agent.brand().product(),
                                agent.brand().supportEmail()),
                        new AgentPrompt.User(
                                who.name(), who.role().map(Role::claim).orElse("")),
                        today)
                .text();
        return toolsAreReached ? prompt : prompt + WITHOUT_TOOLS;
    }
}
