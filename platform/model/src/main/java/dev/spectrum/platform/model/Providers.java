package dev.spectrum.platform.model;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Which server has which model, and which models stand in for which, by configuration. */
@ApplicationScoped
class Providers {

    private final List<Provider> providers;
    private final Map<String, List<String>> fallbacks;
    private final List<String> fallbackModels;

    Providers(ModelsConfig config) {
        this.providers = config.providers().values().stream()
                .filter(Providers::isInUse)
                .map(Providers::provider)
                .toList();
        this.fallbacks = config.fallbacks();
        this.fallbackModels = config.fallbackModels().orElse(List.of());
    }

    /** One with models of its own is in use once it has a key. */
    private static boolean isInUse(ModelsConfig.ProviderConfig config) {
        return config.models().isEmpty() || config.apiKey().isPresent();
    }

    private static Provider provider(ModelsConfig.ProviderConfig config) {
        Protocol protocol = switch (config.protocol()) {
            case OPENAI -> new OpenAiProtocol();
            case ANTHROPIC -> new AnthropicProtocol();
        };
        return new Provider(
                config.protocol().name().toLowerCase(Locale.ROOT),
                protocol,
                config.baseUrl(),
                config.apiKey().orElse(""),
                config.models().orElse(List.of()));
    }

    /** Fails with {@link ModelRefusal#REJECTED} if no server has it. */
    Provider of(String model) {
        return providers.stream()
                .filter(provider -> provider.fits(model) >= 0)
                .max(Comparator.comparingInt(provider -> provider.fits(model)))
                .orElseThrow(() -> new ModelException(
                        ModelRefusal.REJECTED, "no provider is configured for the model " + model, null));
    }

    /** The model, and after it those that are asked where it gives no answer, in their order. */
    List<String> inOrder(String model) {
        List<String> others = fallbacks.entrySet().stream()
                .filter(entry -> model.startsWith(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(fallbackModels);
        return Stream.concat(Stream.of(model), others.stream()).distinct().toList();
    }
}
