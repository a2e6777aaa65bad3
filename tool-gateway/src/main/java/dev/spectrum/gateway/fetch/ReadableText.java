package dev.spectrum.gateway.fetch;

import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** What a person would read of an HTML page: its words in lines, without scripts, styles and forms. */
final class ReadableText implements NodeVisitor {

    private static final String NOT_READ =
            "script, style, noscript, template, svg, canvas, iframe, object, embed, head, select, button, dialog, [hidden]";
    private static final Set<String> CELLS = Set.of("td", "th");
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

    private final StringBuilder text = new StringBuilder();

    private ReadableText() {}

    static String of(Document page) {
        page.select(NOT_READ).remove();
        ReadableText readable = new ReadableText();
        page.body().traverse(readable);
        return readable.text.toString().strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode words) {
            append(words.getWholeText().replaceAll("[\\s\u00a0]+", " "));
        } else if (node instanceof Element element) {
            begin(element);
        }
    }

    private void begin(Element element) {
        String name = element.normalName();
        if (HEADINGS.contains(name)) {
            lines(2);
            text.append("#".repeat(name.charAt(1) - '0')).append(' ');
        } else if (name.equals("li")) {
            lines(1);
            text.append("- ");
        } else if (name.equals("br") || name.equals("tr")) {
            lines(1);
        } else if (CELLS.contains(name)) {
            append(" ");
        } else if (element.isBlock()) {
            lines(name.equals("p") ? 2 : 1);
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element && element.isBlock() && !CELLS.contains(element.normalName())) {
            String name = element.normalName();
            lines(name.equals("p") || HEADINGS.contains(name) ? 2 : 1);
        }
    }

    private void append(String words) {
        boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
        text.append(atStart ? words.stripLeading() : words);
    }

    /** Ends the line, with so many line breaks at the least. */
    private void lines(int wanted) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        int there = 0;
        while (there < end && text.charAt(end - 1 - there) == '\n') {
            there++;
        }
        if (end > 0 && there < wanted) {
            text.repeat('\n', wanted - there);
        }
    }
}
