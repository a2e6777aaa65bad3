package dev.spectrum.demomodel.reference;

import dev.spectrum.demomodel.words.WordFile;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Which people "her" or "him" may mean. A name the list does not know may be either. */
final class GivenNames {

    private static final WordFile NAMES = WordFile.load("given-names.txt");
    private static final Set<String> HER = NAMES.words("her");
    private static final Set<String> HIM = NAMES.words("him");

    private GivenNames() {}

    static boolean mayBeHer(String name) {
        return !HIM.contains(given(name));
    }

    static boolean mayBeHim(String name) {
        return !HER.contains(given(name));
    }

    private static String given(String name) {
        return Normalizer.normalize(name.strip().split("[\\s-]", 2)[0], Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
