package dev.spectrum.agent.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spectrum.platform.tenant.Role;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LoggedChangeTest {

    private static final Organization ACME = new Organization("o", "acme", Optional.of(UUID.randomUUID()));
    private static final Account ADA = new Account(UUID.randomUUID(), "ada@acme.test", "Ada", Account.State.ACTIVE);
    private static final Optional<Role> NONE = Optional.empty();
    private static final Optional<Role> MEMBER = Optional.of(Role.MEMBER);
    private static final Optional<Role> ADMIN = Optional.of(Role.ADMIN);

    /** The log and the identity provider, in the order in which they hear. */
    private final List<String> heard = new ArrayList<>();

    private Optional<RuntimeException> logFails = Optional.empty();

    private final LoggedChange change = new LoggedChange((tenant, account, before, after) -> {
        logFails.ifPresent(failure -> {
            throw failure;
        });
        heard.add(word(before) + " to " + word(after));
        return Uni.createFrom().voidItem();
    });

    @Test
    void aChangeIsWrittenDownBeforeItIsMade() {
        make(MEMBER, ADMIN, "made");
        assertThat(heard).containsExactly("MEMBER to ADMIN", "made");
    }

    @Test
    void aChangeThatFailedIsWrittenDownAsTakenBack() {
        assertThatThrownBy(() -> fail(NONE, MEMBER)).hasMessage("no Keycloak");
        assertThat(heard).containsExactly("- to MEMBER", "MEMBER to -");
    }

    @Test
    void whatStaysAsItWasIsNoChange() {
        make(MEMBER, MEMBER, "mailed again");
        assertThat(heard).containsExactly("mailed again");
    }

    @Test
    void whatCantBeWrittenDownIsNotDone() {
        logFails = Optional.of(new IllegalStateException("no database"));
        assertThatThrownBy(() -> make(MEMBER, NONE, "removed")).hasMessage("no database");
        assertThat(heard).isEmpty();
    }

    private void make(Optional<Role> before, Optional<Role> after, String what) {
        change.of(ACME, ADA, before, after, () -> Uni.createFrom().item(heard.add(what)))
                .await()
                .indefinitely();
    }

    private void fail(Optional<Role> before, Optional<Role> after) {
        change.of(ACME, ADA, before, after, () -> Uni.createFrom().failure(new IllegalStateException("no Keycloak")))
                .await()
                .indefinitely();
    }

    private static String word(Optional<Role> role) {
        return role.map(Enum::name).orElse("-");
    }
}
