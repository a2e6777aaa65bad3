package dev.spectrum.platform.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;

/** How a provider's server is spoken to: what it is sent, and what is heard. Knows neither connections nor budgets. */
sealed interface Protocol permits OpenAiProtocol, AnthropicProtocol {

    /** Where calls go, below the provider's base URL. */
    String path();

    Map<String, String> headers(String apiKey);

    /**
     * The request's JSON.
     *
     * @param model as the server calls it
     */
    String request(ModelCall call, String model, boolean streamed);

    /** A whole answer's JSON. Throws a {@link ModelException} where it is none. */
    void hear(String answer, Hearing hearing) throws JsonProcessingException;

    /** The data of one event of a streamed answer; throws in the same way. */
    void hearEvent(String data, Hearing hearing) throws JsonProcessingException;
}
