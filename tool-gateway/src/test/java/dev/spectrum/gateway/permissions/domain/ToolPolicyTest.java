package dev.spectrum.gateway.permissions.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ToolPolicyTest {

    private static final Who MEMBER = new Who.User(true);
    private static final Who VIEWER = new Who.User(false);
    private static final AgentChoice ITSELF = new AgentChoice.None();

    private final ToolPolicy policy = new ToolPolicy(List.of(
            new AgentIsThere(),
            new AgentHasPermission(),
            new UserHasRight(),
            new ServiceIsConfigured(Map.of("outreach-service", Set.of("send_email")))));

    @Test
    void aMemberUsesEveryTool() {
        assertThat(refusal("crm", Access.READ, MEMBER, ITSELF)).isEmpty();
        assertThat(refusal("crm", Access.WRITE, MEMBER, ITSELF)).isEmpty();
    }

    @Test
    void aViewerReadsAndDoesNotWrite() {
        assertThat(refusal("crm", Access.READ, VIEWER, ITSELF)).isEmpty();
        assertThat(refusal("crm", Access.WRITE, VIEWER, ITSELF)).contains(Refusal.ROLE_MAY_NOT_WRITE);
    }

    @Test
    void anAgentUsesItsDataSourcesAsItIsPermitted() {
        AgentChoice sales = agent(Set.of("crm", "email"), Map.of("crm", Set.of(Access.READ)));
        assertThat(refusal("crm", Access.READ, MEMBER, sales)).isEmpty();
        assertThat(refusal("crm", Access.WRITE, MEMBER, sales)).contains(Refusal.ACCESS_NOT_GRANTED);
        assertThat(refusal("email", Access.WRITE, MEMBER, sales))
                .as("a data source without a permission")
                .contains(Refusal.ACCESS_NOT_GRANTED);
        assertThat(refusal("calendar", Access.READ, MEMBER, sales)).contains(Refusal.DATA_SOURCE_NOT_GRANTED);
    }

    @Test
    void oneOfAToolsDataSourcesIsEnoughIfItGivesTheAccess() {
        AgentChoice agent = agent(
                Set.of("crm", "support"),
                Map.of("crm", Set.of(Access.READ), "support", Set.of(Access.READ, Access.WRITE)));
        List<String> both = List.of("crm", "support");
        assertThat(refusal(both, Access.WRITE, MEMBER, agent)).isEmpty();
        assertThat(((AgentChoice.Chosen) agent).agent().grantedBy(both, Access.WRITE))
                .contains("support");
        assertThat(((AgentChoice.Chosen) agent).agent().grantedBy(both, Access.READ))
                .contains("crm");
        assertThat(refusal(List.of("crm", "billing"), Access.WRITE, MEMBER, agent))
                .contains(Refusal.ACCESS_NOT_GRANTED);
        assertThat(refusal(List.of("billing", "voice"), Access.READ, MEMBER, agent))
                .contains(Refusal.DATA_SOURCE_NOT_GRANTED);
    }

    @Test
    void whatIsForAllIsForReadingOnly() {
        AgentChoice nothing = agent(Set.of(), Map.of());
        assertThat(refusal(Agent.FOR_ALL, Access.READ, MEMBER, nothing)).isEmpty();
        assertThat(refusal(Agent.FOR_ALL, Access.WRITE, MEMBER, nothing)).isPresent();
    }

    @Test
    void aPermissionWithoutItsDataSourceGrantsNothing() {
        AgentChoice agent = agent(Set.of(), Map.of("crm", Set.of(Access.READ, Access.WRITE)));
        assertThat(refusal("crm", Access.READ, MEMBER, agent)).contains(Refusal.DATA_SOURCE_NOT_GRANTED);
    }

    @Test
    void anAgentMayNotDoMoreThanItsUser() {
        AgentChoice writer = agent(Set.of("crm"), Map.of("crm", Set.of(Access.READ, Access.WRITE)));
        assertThat(refusal("crm", Access.WRITE, VIEWER, writer)).contains(Refusal.ROLE_MAY_NOT_WRITE);
    }

    @Test
    void anAgentThatIsUnknownOrDisabledUsesNothing() {
        AgentChoice disabled = new AgentChoice.Chosen(
                new Agent(UUID.randomUUID(), "sales", Set.of("crm"), Map.of("crm", Set.of(Access.READ)), false, 0));
        assertThat(refusal("crm", Access.READ, MEMBER, new AgentChoice.Unknown()))
                .contains(Refusal.UNKNOWN_AGENT);
        assertThat(refusal("crm", Access.READ, MEMBER, disabled)).contains(Refusal.AGENT_DISABLED);
    }

    @Test
    void aServiceUsesWhatTheConfigurationNames() {
        Who outreach = new Who.Service("outreach-service");
        assertThat(policy.refuses(new ToolUse("send_email", List.of("email"), Access.WRITE, outreach, ITSELF)))
                .isEmpty();
        assertThat(refusal("crm", Access.READ, outreach, ITSELF)).contains(Refusal.SERVICE_NOT_CONFIGURED);
        assertThat(policy.refuses(new ToolUse(
                        "send_email", List.of("email"), Access.WRITE, new Who.Service("agent-service"), ITSELF)))
                .contains(Refusal.SERVICE_NOT_CONFIGURED);
    }

    @Test
    void aRuleThatFailsRefuses() {
        ToolPolicy failing = new ToolPolicy(List.of(use -> {
            throw new IllegalStateException("broken");
        }));
        assertThat(failing.refuses(new ToolUse("any", List.of("crm"), Access.READ, MEMBER, ITSELF)))
                .contains(Refusal.POLICY_FAILED);
    }

    private Optional<Refusal> refusal(String dataSource, Access access, Who who, AgentChoice agent) {
        return refusal(List.of(dataSource), access, who, agent);
    }

    private Optional<Refusal> refusal(List<String> tags, Access access, Who who, AgentChoice agent) {
        return policy.refuses(new ToolUse("some_tool", tags, access, who, agent));
    }

    private static AgentChoice agent(Set<String> dataSources, Map<String, Set<Access>> permissions) {
        return new AgentChoice.Chosen(new Agent(UUID.randomUUID(), "sales", dataSources, permissions, true, 0));
    }
}
