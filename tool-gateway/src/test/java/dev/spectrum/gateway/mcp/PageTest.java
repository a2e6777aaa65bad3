package dev.spectrum.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final List<String> ALL = List.of("a", "b", "c", "d", "e");

    @Test
    void pagesFollowOneAnotherToTheEnd() {
        List<String> seen = new ArrayList<>();
        Page<String> page = page(ALL, Optional.empty());
        seen.addAll(page.items());
        while (page.next().isPresent()) {
            page = page(ALL, page.next());
            seen.addAll(page.items());
        }
        assertThat(seen).isEqualTo(ALL);
        assertThat(page.items()).containsExactly("e");
    }

    @Test
    void nothingIsMissedWhenTheListChangesInBetween() {
        Optional<String> afterB = page(ALL, Optional.empty()).next();
        assertThat(page(List.of("a", "aa", "c", "d"), afterB).items()).containsExactly("c", "d");
        assertThat(page(List.of("a"), afterB)).isEqualTo(new Page<>(List.of(), Optional.empty()));
    }

    @Test
    void aListThatFitsHasOnePage() {
        assertThat(page(List.of("a", "b"), Optional.empty()).next()).isEmpty();
        assertThat(page(List.of(), Optional.empty()).items()).isEmpty();
    }

    @Test
    void refusesACursorThatWasNeverGiven() {
        for (String cursor : List.of("", "abc", "***", "YQ")) {
            assertThatThrownBy(() -> page(ALL, Optional.of(cursor))).isInstanceOf(McpException.class);
        }
    }

    private static Page<String> page(List<String> all, Optional<String> cursor) {
        return Page.of(all, Function.identity(), cursor, 2);
    }
}
