package dev.spectrum.platform.trace;

import io.quarkus.opentelemetry.runtime.tracing.instrumentation.InstrumentationRecorder;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.spi.tracing.VertxTracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where no trace begins here, what nobody will see is not written down either. */
@ApplicationScoped
class QuietTraces {

    private final double ratio;

    QuietTraces(@ConfigProperty(name = "quarkus.otel.traces.sampler.arg") double ratio) {
        this.ratio = ratio;
    }

    void start(@Observes StartupEvent started) {
        var tracer = InstrumentationRecorder.FACTORY.getVertxTracerDelegator();
        VertxTracer<?, ?> loud = tracer.getDelegate();
        if (ratio == 0 && loud != null) {
            tracer.setDelegate(new UnsampledTracer(loud));
        }
    }
}
