package dev.spectrum.conversation.history.web;

import dev.spectrum.conversation.attachments.domain.Attachment;
import dev.spectrum.conversation.history.ExportFormat;
import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.history.domain.PastMessage;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/**
 * The active branch, for people (CommonMark). What was said stands in block quotes, so that nothing in it (a heading, a
 * fence that is not closed) reaches beyond its message, and opens no HTML, which might.
 */
final class MarkdownExport implements ExportFormat {

    static final String EXAMPLE =
            "# Calls of today\n\nWith sales, from 2026-11-20T09:30:00Z to 2026-11-20T09:31:00Z\n\n"
                    + "## User, 2026-11-20T09:30:00Z\n\n> Who should I call today?\n";

    @Override
    public String mediaType() {
        return "text/markdown;charset=UTF-8";
    }

    @Override
    public String extension() {
        return "md";
    }

    @Override
    public boolean hasAllBranches() {
        return false;
    }

    @Override
    public String beforeAll(String userId) {
        return "";
    }

    @Override
    public String beforeMessages(PastConversation conversation, int index) {
        return "# " + line(conversation.title()) + "\n\n"
                + "With " + line(conversation.agentRole()) + ", from "
                + conversation.createdAt().truncatedTo(ChronoUnit.SECONDS) + " to "
                + conversation.updatedAt().truncatedTo(ChronoUnit.SECONDS) + "\n\n";
    }

    @Override
    public String message(PastMessage message, boolean first) {
        String tools = message.toolCalls().stream()
                .map(call -> line(call.name()))
                .distinct()
                .collect(Collectors.joining(", "));
        String files =
                message.attachments().stream().map(file -> line(file.name())).collect(Collectors.joining(", "));
        return "## " + (message.role().equals("user") ? "User" : "Assistant") + ", "
                + message.createdAt().truncatedTo(ChronoUnit.SECONDS) + "\n\n"
                + (tools.isEmpty() ? "" : "Tools: " + tools + "\n\n")
                + (files.isEmpty() ? "" : "Attachments: " + files + "\n\n")
                + quote(message.content()) + "\n";
    }

    @Override
    public boolean hasFiles() {
        return false;
    }

    @Override
    public String file(Attachment file, byte[] content, boolean first) {
        throw new UnsupportedOperationException("Files are named, and no more");
    }

    @Override
    public String afterFiles() {
        return "";
    }

    @Override
    public String afterMessages() {
        return "";
    }

    @Override
    public String afterAll() {
        return "";
    }

    /** Every line that Markdown sees as one: U+2028 and the like are no line ends to it. */
    private static String quote(String text) {
        return text.lines().map(line -> "> " + confined(line) + "\n").collect(Collectors.joining());
    }

    /** HTML, and what names a link for the whole document, go beyond a block quote. */
    private static String confined(String line) {
        return line.replace("<", "&lt;").replace("]:", "]\\:");
    }

    /** Text that is shown as it is, in one line. */
    private static String line(String text) {
        return text.replaceAll("\\R|\\p{Cntrl}", " ").strip().replaceAll("([\\p{Punct}])", "\\\\$1");
    }
}
