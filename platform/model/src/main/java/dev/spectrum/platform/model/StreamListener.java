package dev.spectrum.platform.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.function.Function;

/** Passes on what a model says, for as long as somebody listens. */
final class StreamListener implements StreamingChatResponseHandler {

    private final MultiEmitter<? super ModelEvent> listener;
    private final Function<ChatResponse, ModelAnswer> reader;

    StreamListener(MultiEmitter<? super ModelEvent> listener, Function<ChatResponse, ModelAnswer> reader) {
        this.listener = listener;
        this.reader = reader;
    }

    @Override
    public void onPartialResponse(String text) {
        if (listener.isCancelled()) {
            throw new NobodyListens();
        }
        listener.emit(new ModelEvent.Delta(text));
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        // A server that breaks off may close its answer in good order; it then has said no reason for the end.
        if (response.finishReason() == null) {
            onError(new ModelException(ModelRefusal.UNAVAILABLE, "the answer broke off", null));
            return;
        }
        listener.emit(new ModelEvent.Done(reader.apply(response)));
        listener.complete();
    }

    @Override
    public void onError(Throwable failure) {
        listener.fail(LangChain.failure(failure));
    }

    /**
     * Closes the connection, so that the model stops. An exception would not: LangChain4j gives it to {@link #onError} and
     * reads on, and the handle that it offers for this does nothing in Quarkus.
     */
    @SuppressWarnings("serial")
    private static final class NobodyListens extends Error {

        NobodyListens() {
            super("nobody listens any more", null, false, false);
        }
    }
}
