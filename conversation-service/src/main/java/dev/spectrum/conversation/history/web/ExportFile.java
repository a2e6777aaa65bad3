package dev.spectrum.conversation.history.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.history.ExportFormat;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** An export as HTTP gives it. */
final class ExportFile {

    static final String FORMATS = "json|markdown";
    static final String EXPECTATION = "must be json or markdown";

    private ExportFile() {}

    /** @param name one of {@link #FORMATS} */
    static ExportFormat format(String name, ObjectMapper json) {
        return name.equals("markdown") ? new MarkdownExport() : new JsonExport(json);
    }

    static Response answer(ExportFormat format, String name, Multi<String> text) {
        return Response.ok(new Download(text), MediaType.valueOf(format.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name + "." + format.extension() + "\"")
                .build();
    }
}
