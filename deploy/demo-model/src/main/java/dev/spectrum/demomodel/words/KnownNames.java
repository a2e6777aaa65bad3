package dev.spectrum.demomodel.words;

import java.util.List;

/** The names that the conversation has told so far. */
public record KnownNames(List<String> people, List<String> companies, List<String> deals) {

    public static final KnownNames NONE = new KnownNames(List.of(), List.of(), List.of());
}
