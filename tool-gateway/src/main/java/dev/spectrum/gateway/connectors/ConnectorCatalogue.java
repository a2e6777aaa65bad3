package dev.spectrum.gateway.connectors;

import dev.spectrum.gateway.connectors.format.ConnectorReader;
import dev.spectrum.gateway.connectors.format.Mistake;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.tools.DefinitionFiles;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.util.ClassPathUtils;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The connectors there are at this moment. */
@Startup
@ApplicationScoped
public class ConnectorCatalogue {

    private final ConnectorFiles files;
    private final ConnectorsConfig config;
    private final Vertx vertx;

    ConnectorCatalogue(DefinitionFiles definitions, ConnectorsConfig config, Vertx vertx) {
        this.files = new ConnectorFiles(new ConnectorReader(definitions), builtIn());
        this.config = config;
        this.vertx = vertx;
    }

    /** Looked at again and again, because mounted folders don't tell of their changes. */
    @PostConstruct
    void watch() {
        config.folder().ifPresent(folder -> {
            files.look(folder);
            vertx.setPeriodic(
                    config.lookEvery().toMillis(),
                    timer -> vertx.executeBlocking(() -> {
                        files.look(folder);
                        return folder;
                    }));
        });
    }

    /** In the order of their names. */
    Collection<VendorConnector> all() {
        return files.current().connectors().values();
    }

    Optional<VendorConnector> find(String name) {
        return Optional.ofNullable(files.current().connectors().get(name));
    }

    /** Of files that can't be used, or not in their newest version. */
    List<Mistake> mistakes() {
        return files.current().mistakes();
    }

    static SortedMap<String, String> builtIn() {
        SortedMap<String, String> texts = new TreeMap<>();
        try {
            ClassPathUtils.consumeAsPaths("connectors", folder -> {
                try (Stream<Path> found = Files.list(folder)) {
                    found.filter(file -> file.toString().endsWith(".yaml"))
                            .forEach(file -> texts.put(String.valueOf(file.getFileName()), text(file)));
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
