package dev.spectrum.outreach.html.domain;

/** Text for an HTML document, whoever wrote it. */
public final class HtmlText {

    private HtmlText() {}

    /** Safe between tags and within quoted attributes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
