package dev.spectrum.gateway.connections.vault;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The keyset as it is now. Its file is read again while the service runs, so that a rotation needs no restart. */
@ApplicationScoped
class KeysetFile {

    private static final Logger LOG = Logger.getLogger(KeysetFile.class);
    private static final Duration CHECK = Duration.ofSeconds(10);
    private static final Set<PosixFilePermission> OWNERS_ALONE = PosixFilePermissions.fromString("rw-------");

    private final Vertx vertx;
    private final KeysetConfig config;
    private volatile @Nullable Keyset keyset;
    private volatile String read = "";

    KeysetFile(Vertx vertx, KeysetConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        Optional<Path> file = config.keysetFile();
        if (file.isEmpty()) {
            LOG.warn("No keyset (SPECTRUM_KEYSET_FILE): connections can't be stored");
            return;
        }
        if (config.makeKeyset() && !Files.exists(file.get())) {
            make(file.get());
        }
        reload();
        vertx.setPeriodic(CHECK.toMillis(), timer -> vertx.executeBlocking(this::reload, false));
    }

    /** @throws NoKeyset if there is none */
    Keyset current() {
        Keyset current = keyset;
        if (current == null) {
            throw new NoKeyset();
        }
        return current;
    }

    /** Reads the file again; one that can't be used leaves the keys as they were. */
    synchronized boolean reload() {
        try {
            String json = Files.readString(config.keysetFile().orElseThrow());
            if (!json.equals(read)) {
                Keyset found = Keyset.parse(json);
                keyset = found;
                read = json;
                LOG.infof("Credentials are encrypted with key %d of the keys %s", found.primaryId(), found.ids());
            }
            return true;
        } catch (IOException | GeneralSecurityException unusable) {
            // Without its message, which could show what the file holds.
            LOG.errorf("The keyset can't be used: %s", unusable.getClass().getSimpleName());
            return false;
        }
    }

    private static void make(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path whole = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    "keyset",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(OWNERS_ALONE));
            try {
                Files.writeString(whole, Keyset.make().write());
                // Another process may be making one at the same time: the first one's counts.
                Files.createLink(file, whole);
                LOG.infof("Made a keyset: %s", file);
            } catch (FileAlreadyExistsException made) {
                LOG.debugf("Somebody else just made it: %s", file);
            } finally {
                Files.delete(whole);
            }
        } catch (IOException | GeneralSecurityException failed) {
            LOG.errorf("No keyset could be made: %s", failed.getClass().getSimpleName());
        }
    }
}
