package dev.spectrum.platform.model;

import dev.langchain4j.model.openai.OpenAiChatModel.OpenAiChatModelBuilder;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Asks a model once. Our own refusal says what happened; a blind repeat would double the time, and perhaps the cost. The
 * setting can't say so: LangChain4j counts retries, and Quarkus demands that there be at least one.
 */
@ApplicationScoped
class OneAttempt implements ModelBuilderCustomizer<OpenAiChatModelBuilder> {

    @Override
    public void customize(OpenAiChatModelBuilder model) {
        model.maxRetries(0);
    }
}
