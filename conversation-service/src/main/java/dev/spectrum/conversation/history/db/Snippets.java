package dev.spectrum.conversation.history.db;

import dev.spectrum.conversation.history.domain.FoundConversation.Passage;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a message in which the words of a search stand. PostgreSQL marks them with two characters that no text means
 * anything by, and that are taken out of the message before; so no markup is made of what somebody wrote.
 */
final class Snippets {

    private static final char START = '\uE000';
    private static final char END = '\uE001';
    /** ts_headline takes what looks like HTML out of a text: it is told of other characters in its place. */
    private static final char LESS = '\uE002';

    private static final char GREATER = '\uE003';

    static final String SELECT = "select id, ts_headline('simple', left(translate(content, '<>" + START + END
            + "', '" + LESS + GREATER + "'), 50000), websearch_to_tsquery('simple', :words),"
            + " 'StartSel=" + START + ", StopSel=" + END + ", MinWords=8, MaxWords=20, MaxFragments=1')"
            + " from message where id in (:ids)";

    private Snippets() {}

    static List<Passage> passages(String marked) {
        List<Passage> passages = new ArrayList<>();
        int from = 0;
        while (from < marked.length()) {
            boolean match = marked.charAt(from) == START;
            int until = marked.indexOf(match ? END : START, from);
            int end = until < 0 ? marked.length() : until;
            add(marked.substring(match ? from + 1 : from, end), match, passages);
            from = match ? end + 1 : end;
        }
        return passages;
    }

    private static void add(String text, boolean match, List<Passage> passages) {
        if (!text.isEmpty()) {
            passages.add(new Passage(text.replace(LESS, '<').replace(GREATER, '>'), match));
        }
    }
}
