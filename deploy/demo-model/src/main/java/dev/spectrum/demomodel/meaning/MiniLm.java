package dev.spectrum.demomodel.meaning;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** all-MiniLM-L6-v2, quantised, out of its jar: 384 dimensions, English, about 1 ms a sentence on one core. */
public final class MiniLm implements SentenceModel {

    private final OneThreadModel model;

    private MiniLm(OneThreadModel model) {
        this.model = model;
    }

    /** Loads the native library and the model, some 0.4 s. */
    public static MiniLm load() {
        try (InputStream network = resource("/all-minilm-l6-v2-q.onnx");
                InputStream tokenizer = resource("/all-minilm-l6-v2-q-tokenizer.json");
                OrtSession.SessionOptions options = oneThread()) {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession session = environment.createSession(network.readAllBytes(), options);
            return new MiniLm(
                    new OneThreadModel(new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.MEAN)));
        } catch (OrtException refused) {
            throw new IllegalStateException("The sentence model cannot be loaded: " + refused.getMessage(), refused);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public float[] embed(String text) {
        return model.embed(text.isBlank() ? "." : text).content().vector();
    }

    /** Requests run beside each other anyway; threads of the model's own would only spin. */
    private static OrtSession.SessionOptions oneThread() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setCPUArenaAllocator(false);
        return options;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(MiniLm.class.getResourceAsStream(name), name);
    }

    private static final class OneThreadModel extends AbstractInProcessEmbeddingModel {

        private final OnnxBertBiEncoder encoder;

        OneThreadModel(OnnxBertBiEncoder encoder) {
            super(Runnable::run);
            this.encoder = encoder;
        }

        @Override
        protected OnnxBertBiEncoder model() {
            return encoder;
        }
    }
}
