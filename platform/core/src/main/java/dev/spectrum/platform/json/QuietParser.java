package dev.spectrum.platform.json;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Makes the parser repeat nothing of what it can't understand: its messages stand in traces, and that may be a secret. */
@Singleton
public class QuietParser implements ObjectMapperCustomizer {

    public static final ErrorReportConfiguration NOTHING = ErrorReportConfiguration.builder()
            .maxErrorTokenLength(0)
            .maxRawContentLength(0)
            .build();

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setErrorReportConfiguration(NOTHING);
    }
}
