package dev.spectrum.platform.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was heard of one answer, whatever its server's protocol. Belongs to one thread at a time. */
final class Hearing {

    private final AtomicLong characters = new AtomicLong();
    private Consumer<String> onText = piece -> {};
    private final StringBuilder text = new StringBuilder();
    /** How much of the text was passed on. */
    private int passedOn;

    private final List<Request> requests = new ArrayList<>();
    private int pieces;
    private long inputTokens = -1;
    private long outputTokens = -1;
    private long firstAt;
    private String id = "";
    private String model = "";
    private @Nullable FinishReason finishReason;
    private boolean over;

    /** A tool that is being asked for. */
    private static final class Request {
        private final int index;
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        Request(int index) {
            this.index = index;
        }

        ToolRequest whole() {
            return new ToolRequest(id, name, arguments.isEmpty() ? "{}" : arguments.toString());
        }
    }

    /** @param listener told the text as it is passed on */
    void onText(Consumer<String> listener) {
        onText = listener;
    }

    void text(String piece) {
        if (!piece.isEmpty()) {
            text.append(piece);
            heard(piece.length());
        }
    }

    /** Tells the listener what was heard since: pieces that come at once cost no more than one. */
    void passOn() {
        if (passedOn < text.length()) {
            String news = text.substring(passedOn);
            passedOn = text.length();
            onText.accept(news);
        }
    }

    /** What the model only thinks is not passed on, but it is no silence, and it is paid. */
    void thought(String piece) {
        if (!piece.isEmpty()) {
            heard(piece.length());
        }
    }

    /**
     * A tool that is asked for, or more of it.
     *
     * @param index as the server counts; negative where it does not, and then a new id begins a new request
     * @param requestId empty where it was said before
     * @param name empty where it was said before
     * @param arguments the next piece of the arguments' JSON
     */
    void tool(int index, String requestId, String name, String arguments) {
        Request request = request(index, requestId);
        if (!requestId.isEmpty()) {
            request.id = requestId;
        }
        if (!name.isEmpty()) {
            request.name = name;
        }
        request.arguments.append(arguments);
        heard(name.length() + arguments.length());
    }

    private Request request(int index, String requestId) {
        for (Request known : requests.reversed()) {
            if (index >= 0 ? known.index == index : requestId.isEmpty() || known.id.equals(requestId)) {
                return known;
            }
        }
        Request added = new Request(index);
        requests.add(added);
        return added;
    }

    private void heard(int more) {
        if (pieces++ == 0) {
            firstAt = System.nanoTime();
        }
        characters.addAndGet(more);
    }

    void usage(long input, long output) {
        inputTokens = input;
        outputTokens = output;
    }

    void said(String responseId, String responseModel) {
        id = responseId;
        model = responseModel;
    }

    void finished(FinishReason reason) {
        finishReason = reason;
    }

    /** The server said that nothing follows. */
    void over() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** How many pieces of text, thought or tool requests there were. */
    int pieces() {
        return pieces;
    }

    /** When the first of them was heard, in {@link System#nanoTime}. */
    long firstAt() {
        return firstAt;
    }

    /** Of all pieces. May be asked from anywhere. */
    long characters() {
        return characters.get();
    }

    String wholeText() {
        return text.toString();
    }

    List<ToolRequest> toolRequests() {
        return requests.stream().map(Request::whole).toList();
    }

    /** Empty while the server has not said why it ended; an answer that ends without is broken off. */
    Optional<FinishReason> finishReason() {
        return Optional.ofNullable(finishReason);
    }

    /** Empty where the server did not say. */
    OptionalLong inputTokens() {
        return inputTokens < 0 ? OptionalLong.empty() : OptionalLong.of(inputTokens);
    }

    OptionalLong outputTokens() {
        return outputTokens < 0 ? OptionalLong.empty() : OptionalLong.of(outputTokens);
    }

    String responseId() {
        return id;
    }

    String responseModel() {
        return model;
    }
}
