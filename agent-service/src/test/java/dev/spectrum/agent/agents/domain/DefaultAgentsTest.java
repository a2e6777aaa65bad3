package dev.spectrum.agent.agents.domain;

import static dev.spectrum.agent.agents.domain.Access.READ;
import static dev.spectrum.agent.agents.domain.Access.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DefaultAgentsTest {

    @Test
    void whoFollowsUpWorksWithTasksAndWhoLooksForWhatIsStuckReadsThem() {
        Map<String, Set<Access>> tasks = DefaultAgents.all().stream()
                .filter(agent -> agent.definition().apiPermissions().containsKey("tasks"))
                .collect(Collectors.toMap(
                        agent -> agent.presence().role(),
                        agent -> agent.definition().apiPermissions().get("tasks")));
        assertThat(tasks)
                .isEqualTo(Map.of("sales", Set.of(READ), "operations", Set.of(READ, WRITE), "revenue", Set.of(READ)));
    }

    @Test
    void noneReadsStrangersPagesUnlessTheTenantSaysSo() {
        assertThat(DefaultAgents.all())
                .hasSize(5)
                .noneMatch(agent -> agent.definition().dataSources().contains("web"));
    }

    @Test
    void eachHasItsDataSourcesInOrder() {
        assertThat(DefaultAgents.all())
                .allSatisfy(agent -> assertThat(agent.definition().dataSources())
                        .isSorted()
                        .containsExactlyInAnyOrderElementsOf(
                                agent.definition().apiPermissions().keySet()));
    }
}
