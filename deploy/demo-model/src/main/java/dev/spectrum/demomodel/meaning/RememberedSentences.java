package dev.spectrum.demomodel.meaning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A sentence model that remembers the sentences it met last: the tools' descriptions come with every request. */
public final class RememberedSentences implements SentenceModel {

    private static final int LIMIT = 2_000;

    private final SentenceModel model;
    private final Map<String, float[]> remembered = Collections.synchronizedMap(new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > LIMIT;
        }
    });

    public RememberedSentences(SentenceModel model) {
        this.model = model;
    }

    @Override
    public float[] embed(String text) {
        float[] known = remembered.get(text);
        if (known != null) {
            return known;
        }
        float[] embedded = model.embed(text);
        remembered.put(text, embedded);
        return embedded;
    }
}
