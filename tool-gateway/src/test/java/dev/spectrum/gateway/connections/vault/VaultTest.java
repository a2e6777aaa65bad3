package dev.spectrum.gateway.connections.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

    private static final UUID TENANT = UUID.randomUUID();
    private static final UUID CONNECTION = UUID.randomUUID();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectNode SECRET = JSON.createObjectNode().put("api_key", "the secret");

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void opensForTheSameTenantAndConnectionAlone() {
        Vault vault = vault(started(true));
        Sealed sealed = vault.seal(TENANT, CONNECTION, SECRET);
        assertThat(new String(sealed.ciphertext(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
        assertThat(vault.open(TENANT, CONNECTION, sealed)).isEqualTo(SECRET);
        assertThat(vault.seal(TENANT, CONNECTION, SECRET).ciphertext()).isNotEqualTo(sealed.ciphertext());
        assertThatThrownBy(() -> vault.open(UUID.randomUUID(), CONNECTION, sealed))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> vault.open(TENANT, UUID.randomUUID(), sealed)).isInstanceOf(Unreadable.class);
        byte[] altered = sealed.ciphertext().clone();
        altered[altered.length - 1] ^= 1;
        assertThatThrownBy(() -> vault.open(TENANT, CONNECTION, new Sealed(altered, sealed.keyId())))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void keepsNothingWithoutAKeyset() throws IOException {
        assertThatThrownBy(() -> vault(started(false)).seal(TENANT, CONNECTION, SECRET))
                .isInstanceOf(NoKeyset.class);
        Files.writeString(file(), "{\"key\": \"garbage\"}");
        assertThatThrownBy(() -> vault(started(true)).seal(TENANT, CONNECTION, SECRET))
                .isInstanceOf(NoKeyset.class);
        assertThat(Files.readString(file())).as("a file is never overwritten").contains("garbage");
    }

    @Test
    void aKeysetThatIsMadeIsTheOwnersAlone() throws IOException {
        KeysetFile first = started(true);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(started(true).current().primaryId())
                .isEqualTo(first.current().primaryId());
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    /** Two processes look at the file at different times. */
    @Test
    void aProcessThatKnowsAnOlderFileReadsWhatANewerOneSealed() {
        KeysetFile late = started(true);
        command("add");
        command("promote");
        Vault early = vault(started(true));
        Sealed sealed = early.seal(TENANT, CONNECTION, SECRET);
        assertThat(sealed.keyId()).isNotEqualTo(late.current().primaryId());
        assertThat(vault(late).open(TENANT, CONNECTION, sealed)).isEqualTo(SECRET);
    }

    @Test
    void aBrokenFileLeavesTheKeysAsTheyWere() throws IOException {
        KeysetFile keys = started(true);
        Vault vault = vault(keys);
        Sealed sealed = vault.seal(TENANT, CONNECTION, SECRET);
        Files.writeString(file(), "half a fi");
        assertThat(keys.reload()).isFalse();
        assertThat(vault.open(TENANT, CONNECTION, sealed)).isEqualTo(SECRET);
    }

    @Test
    void theCommandMakesAndChangesFiles() {
        assertThat(command("new")).startsWith("keys [");
        assertThat(command("new")).startsWith("Not done: FileAlreadyExistsException");
        long first = started(false).current().primaryId();
        assertThat(command("add")).endsWith("encrypts with " + first + "\n");
        assertThat(command("promote")).contains("keys [" + first + ", ").doesNotEndWith("with " + first + "\n");
        assertThat(command("prune")).doesNotContain(Long.toString(first));
        assertThat(command("burn")).contains("keyset promote FILE");
        assertThat(KeysetCommand.run(System.out)).isEqualTo(2);
    }

    private String command(String name) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        KeysetCommand.run(new PrintStream(said), name, file().toString());
        return said.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private Path file() {
        return folder.resolve("keyset.json");
    }

    private KeysetFile started(boolean make) {
        KeysetFile keys = new KeysetFile(vertx, new KeysetConfig() {
            @Override
            public Optional<Path> keysetFile() {
                return Optional.of(file());
            }

            @Override
            public boolean makeKeyset() {
                return make;
            }
        });
        keys.start(new StartupEvent());
        return keys;
    }

    private static Vault vault(KeysetFile keys) {
        return new Vault(keys, JSON);
    }
}
