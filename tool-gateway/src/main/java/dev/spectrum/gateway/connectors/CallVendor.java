package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connectors.RequestWriter.Written;
import dev.spectrum.gateway.connectors.format.MappingFailure;
import dev.spectrum.gateway.connectors.format.Pages;
import dev.spectrum.gateway.connectors.format.VendorRequest;
import dev.spectrum.gateway.connectors.format.VendorTool;
import dev.spectrum.gateway.tools.Cursor;
import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns a tool's call into its vendor's requests, one after the other, and their answers into the tool's result. */
final class CallVendor {

    private static final Logger LOG = Logger.getLogger(CallVendor.class);

    private static final long MUCH = 200_000;

    private final VendorHttp http;
    private final RequestWriter writer;
    private final ObjectMapper json;

    CallVendor(VendorHttp http, RequestWriter writer, ObjectMapper json) {
        this.http = http;
        this.writer = writer;
        this.json = json;
    }

    /** What mappings see, and whether anything has been changed so far. Belongs to one call. */
    private static final class Progress {

        private final Map<String, Object> known = new HashMap<>();
        private final Map<String, Object> answers = new HashMap<>();
        private boolean acted;
        private long bytes;

        /** As the last answer left it. */
        void note(Map<String, ?> answer) {
            for (String field : List.of("status", "headers", "body", "items", "next")) {
                known.remove(field);
            }
            known.putAll(answer);
        }
    }

    /**
     * @param caller {@code {id, tenant_id, user: {name, email}}} as mappings see it
     * @return what the output schema says. Fails with {@link ToolException} if nothing was done, with {@link UnfinishedCall}
     *     if that is not known
     */
    Uni<JsonNode> call(VendorCall call, VendorTool tool, ObjectNode arguments, Map<String, Object> caller) {
        Progress progress = new Progress();
        progress.known.put("arguments", json.convertValue(arguments, Map.class));
        progress.known.put("settings", call.settings());
        progress.known.put("call", caller);
        progress.known.put("steps", progress.answers);
        return run(call, tool, progress, 0)
                .chain(done -> mapped(call, tool, progress))
                .onFailure(MappingFailure.class)
                .transform(failure -> broken(call, tool, failure))
                .onFailure(ToolException.class)
                .transform(failure -> progress.acted
                        ? new UnfinishedCall("A later step failed: "
                                + ((ToolException) failure).error().error())
                        : failure);
    }

    /** Away from the event loop where there is much to map. */
    private Uni<JsonNode> mapped(VendorCall call, VendorTool tool, Progress progress) {
        Uni<JsonNode> result = Uni.createFrom().item(() -> result(tool, progress));
        return progress.bytes < MUCH
                ? result
                : result.runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        .emitOn(call.onContext());
    }

    /** A harmless request by itself. */
    Uni<Void> test(VendorCall call, VendorRequest request) {
        Map<String, Object> known = new HashMap<>();
        known.put("arguments", Map.of());
        known.put("settings", call.settings());
        return Uni.createFrom()
                .item(() -> writer.write(call.connector(), request, known, Map.of()))
                .chain(written -> http.send(call, written, true, Optional.empty()))
                .replaceWithVoid();
    }

    private Uni<Void> run(VendorCall call, VendorTool tool, Progress progress, int number) {
        if (number == tool.steps().size()) {
            return Uni.createFrom().voidItem();
        }
        VendorTool.Step step = tool.steps().get(number);
        return Uni.createFrom()
                .deferred(() -> isWanted(step, progress)
                        ? make(call, step, progress, number)
                        : Uni.createFrom().voidItem())
                .chain(() -> run(call, tool, progress, number + 1));
    }

    private static boolean isWanted(VendorTool.Step step, Progress progress) {
        return step.when()
                .map(when -> Boolean.TRUE.equals(when.evaluate(progress.known)))
                .orElse(true);
    }

    private Uni<Void> make(VendorCall call, VendorTool.Step step, Progress progress, int number) {
        VendorRequest request = step.request();
        boolean reads = call.readsOnly() || request.method().equals("GET");
        // A repeated call has the same id no more; a repeated attempt does.
        Optional<String> key = reads
                ? Optional.empty()
                : call.connector().retries().idempotencyHeader().map(header -> call.key() + "-" + number);
        Uni<Map<String, Object>> answered = request.pages()
                .map(pages -> pages(call, request, pages, progress, firstCursor(pages, progress), new Read()))
                .orElseGet(() -> Uni.createFrom()
                        .item(() -> writer.write(call.connector(), request, progress.known, Map.of()))
                        .chain(written -> http.send(call, written, reads, key))
                        .invoke(answer -> progress.bytes += answer.bytes())
                        .map(CallVendor::document));
        return answered.invoke(answer -> {
                    progress.acted |= !reads;
                    progress.note(answer);
                    progress.answers.put(step.name(), answer);
                })
                .replaceWithVoid();
    }

    private static Map<String, Object> document(VendorAnswer answer) {
        Map<String, Object> document = new HashMap<>();
        answer.document().forEach((name, value) -> {
            if (value != null) {
                document.put(name, value);
            }
        });
        return document;
    }

    /** What the pages so far had. */
    private static final class Read {
        private final List<Object> items = new ArrayList<>();
        private int pages;
    }

    private static Optional<String> firstCursor(Pages pages, Progress progress) {
        return pages.all() || !(progress.known.get("arguments") instanceof Map<?, ?> arguments)
                ? Optional.empty()
                : Optional.ofNullable(arguments.get("cursor")).map(Object::toString);
    }

    private Uni<Map<String, Object>> pages(
            VendorCall call,
            VendorRequest request,
            Pages pages,
            Progress progress,
            Optional<String> cursor,
            Read read) {
        return Uni.createFrom()
                .item(() -> page(call, request, pages, progress, cursor))
                .chain(written -> http.send(call, written, true, Optional.empty()))
                .invoke(answer -> progress.bytes += answer.bytes())
                .chain(answer -> {
                    Map<String, Object> document = document(answer);
                    document.put("arguments", progress.known.getOrDefault("arguments", Map.of()));
                    cursor.ifPresent(there -> document.put("cursor", there));
                    List<?> items = pages.items()
                            .<List<?>>map(expression -> list(expression.evaluate(document)))
                            .orElse(List.of());
                    read.items.addAll(items);
                    read.pages++;
                    Optional<String> next = PageCursors.next(pages, cursor, answer, document, items.size());
                    if (pages.all() && next.isPresent() && read.pages < pages.most()) {
                        return pages(call, request, pages, progress, next, read);
                    }
                    // Where this list began says nothing of the next step's.
                    document.remove("cursor");
                    document.put("items", read.items);
                    next.ifPresent(there -> document.put("next", there));
                    return Uni.createFrom().item(document);
                });
    }

    private Written page(
            VendorCall call, VendorRequest request, Pages pages, Progress progress, Optional<String> cursor) {
        Map<String, Object> known = new HashMap<>(progress.known);
        cursor.ifPresent(there -> known.put("cursor", there));
        Written written = writer.write(call.connector(), request, known, PageCursors.parameters(pages, cursor));
        return pages.byAddress() && cursor.isPresent()
                ? written.with(PageCursors.address(written.uri(), cursor.get()).orElseThrow(() -> astray(pages)))
                : written;
    }

    /** Where all pages are read, the vendor itself said where the next one is. */
    private static RuntimeException astray(Pages pages) {
        return pages.all() ? new MappingFailure("the next page's address is elsewhere") : Cursor.invalid();
    }

    private static List<?> list(@Nullable Object items) {
        return switch (items) {
            case null -> List.of();
            case List<?> list -> list;
            default -> List.of(items);
        };
    }

    private JsonNode result(VendorTool tool, Progress progress) {
        Object mapped = tool.result().evaluate(progress.known);
        JsonNode result = ResultShape.fit(
                json.valueToTree(mapped),
                Objects.requireNonNull(tool.definition().outputSchema()));
        if (result.isObject()) {
            return result;
        }
        throw new MappingFailure("the result is no object");
    }

    private static ToolException broken(VendorCall call, VendorTool tool, Throwable failure) {
        LOG.warnf(
                "%s of %s, call %s: %s",
                tool.definition().name(), call.connector().file(), call.id(), failure.getMessage());
        return ToolException.of(
                "unexpected-answer", call.connector().title() + " works in a way that this tool does not know.");
    }
}
