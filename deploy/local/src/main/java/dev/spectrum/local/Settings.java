package dev.spectrum.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What a stack was started with. It is kept beside its processes, so that every later command means the same stack
 * whatever the terminal it is typed in has in its environment.
 *
 * @param modelUrl the OpenAI-compatible server to use; empty: the demo model
 */
record Settings(Ports ports, Optional<String> modelUrl) {
    static final String PORT_BASE = "SPECTRUM_PORT_BASE";
    static final String MODEL_URL = "OPENAI_BASE_URL";

    static Settings of(Map<String, String> environment) {
        return new Settings(
                value(environment, PORT_BASE).map(Ports::parse).orElse(new Ports(Ports.DEFAULT_BASE)),
                value(environment, MODEL_URL));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    static Optional<Settings> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(of(Map.of(
                PORT_BASE, properties.getProperty(PORT_BASE, ""),
                MODEL_URL, properties.getProperty(MODEL_URL, ""))));
    }

    void write(Path file) {
        var properties = new Properties();
        properties.setProperty(PORT_BASE, Integer.toString(ports.base()));
        properties.setProperty(MODEL_URL, modelUrl.orElse(""));
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
