package dev.spectrum.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions in the names of what was built; Maven writes them into a resource. */
final class Versions {
    private static final Properties VERSIONS = new Properties();

    static {
        try (var in = Versions.class.getResourceAsStream("versions.properties")) {
            VERSIONS.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Versions() {}

    static String spectrum() {
        return VERSIONS.getProperty("spectrum");
    }

    static String keycloak() {
        return VERSIONS.getProperty("keycloak");
    }
}
