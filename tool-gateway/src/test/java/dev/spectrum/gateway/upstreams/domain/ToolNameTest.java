package dev.spectrum.gateway.upstreams.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToolNameTest {

    @Test
    void isThePrefixAndTheToolInWhatModelServersAllow() {
        assertThat(ToolName.of("git", "list-issues")).isEqualTo("git_list-issues");
        assertThat(ToolName.of("git", "repos/get.v2 ü")).isEqualTo("git_repos_get_v2__");
    }

    @Test
    void aLongNameEndsInAHashOfAllOfIt() {
        String one = ToolName.of("git", "a".repeat(100) + "1");
        String other = ToolName.of("git", "a".repeat(100) + "2");
        assertThat(one).hasSize(64).isNotEqualTo(other).isEqualTo(ToolName.of("git", "a".repeat(100) + "1"));
    }
}
