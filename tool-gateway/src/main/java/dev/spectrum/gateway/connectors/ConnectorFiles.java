package dev.spectrum.gateway.connectors;

import dev.spectrum.gateway.connectors.format.BrokenFile;
import dev.spectrum.gateway.connectors.format.ConnectorReader;
import dev.spectrum.gateway.connectors.format.ConnectorReader.Taken;
import dev.spectrum.gateway.connectors.format.Mistake;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The connectors there are: those that are built in, and those of the operator's folder, of which one with a built-in one's
 * name takes its place. A file with a mistake hides no other, and its last good version stays.
 */
final class ConnectorFiles {

    private static final Logger LOG = Logger.getLogger(ConnectorFiles.class);
    private static final long LARGEST = 2_000_000;

    private final ConnectorReader reader;
    private final SortedMap<String, VendorConnector> builtIn;
    private final Map<String, VendorConnector> lastGood = new HashMap<>();
    private SortedMap<String, String> folder = new TreeMap<>();
    private volatile Loaded loaded;

    /**
     * @param connectors by their names
     * @param mistakes of the files that have some
     */
    record Loaded(SortedMap<String, VendorConnector> connectors, List<Mistake> mistakes) {}

    /**
     * @param builtIn texts by their files' names
     * @throws IllegalStateException if one of them is wrong
     */
    ConnectorFiles(ConnectorReader reader, SortedMap<String, String> builtIn) {
        this.reader = reader;
        this.builtIn = new TreeMap<>();
        builtIn.forEach(this::addBuiltIn);
        this.loaded = load();
    }

    private void addBuiltIn(String file, String text) {
        try {
            VendorConnector connector = reader.read(file, text, new Taken(builtIn, tools(Map.of())));
            builtIn.put(connector.name(), connector);
        } catch (BrokenFile broken) {
            throw new IllegalStateException("A built-in connector is wrong: " + broken.getMessage());
        }
    }

    Loaded current() {
        return loaded;
    }

    /** Reads the folder again if anything in it has changed. */
    synchronized void look(Path there) {
        SortedMap<String, String> found = read(there);
        if (!found.equals(folder)) {
            folder = found;
            loaded = load();
            LOG.infof("Connectors: %s", String.join(", ", loaded.connectors().keySet()));
        }
    }

    private static SortedMap<String, String> read(Path folder) {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(ConnectorFiles::isConnector).forEach(file -> texts.put(name(file), text(file)));
        } catch (IOException away) {
            LOG.warnf("The folder of connectors can't be read: %s", away.getMessage());
        }
        return texts;
    }

    private static boolean isConnector(Path file) {
        return name(file).matches("[^.].*\\.ya?ml") && Files.isRegularFile(file);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** One that can't be read is as good as an empty one. */
    private static String text(Path file) {
        try {
            return Files.size(file) > LARGEST ? "" : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private Loaded load() {
        List<Mistake> mistakes = new ArrayList<>();
        lastGood.keySet().retainAll(folder.keySet());
        Map<String, VendorConnector> added = new HashMap<>();
        folder.forEach((file, text) -> read(file, text, added, mistakes));
        SortedMap<String, VendorConnector> connectors = new TreeMap<>(builtIn);
        connectors.putAll(added);
        mistakes.forEach(mistake -> LOG.errorf("Connector %s", mistake));
        return new Loaded(Collections.unmodifiableSortedMap(connectors), List.copyOf(mistakes));
    }

    private void read(String file, String text, Map<String, VendorConnector> added, List<Mistake> mistakes) {
        try {
            lastGood.put(file, reader.read(file, text, new Taken(added, tools(added))));
        } catch (BrokenFile broken) {
            mistakes.addAll(broken.mistakes());
        }
        Optional.ofNullable(lastGood.get(file)).ifPresent(good -> added.putIfAbsent(good.name(), good));
    }

    private Map<String, VendorConnector> tools(Map<String, VendorConnector> added) {
        Map<String, VendorConnector> owners = new HashMap<>();
        Stream.concat(builtIn.values().stream(), added.values().stream())
                .forEach(connector -> connector.tools().stream()
                        .filter(tool -> !tool.ofInterface())
                        .forEach(tool -> owners.put(tool.definition().name(), connector)));
        return owners;
    }
}
