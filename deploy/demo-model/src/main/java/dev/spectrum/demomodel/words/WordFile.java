package dev.spectrum.demomodel.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** A text file beside the program: lines under headings in square brackets, and comments after #. */
public final class WordFile {

    private final Map<String, List<String>> lines = new HashMap<>();

    private WordFile() {}

    public static WordFile load(String name) {
        try (InputStream file =
                Objects.requireNonNull(WordFile.class.getResourceAsStream("/dev/spectrum/demomodel/" + name), name)) {
            WordFile read = new WordFile();
            String heading = "";
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("[")) {
                    heading = line.substring(1, line.length() - 1);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    read.lines
                            .computeIfAbsent(heading, any -> new ArrayList<>())
                            .add(line);
                }
            }
            return read;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public List<String> lines(String heading) {
        return lines.getOrDefault(heading, List.of());
    }

    public Set<String> words(String heading) {
        return lines(heading).stream()
                .flatMap(line -> List.of(line.split(" ")).stream())
                .collect(Collectors.toSet());
    }
}
