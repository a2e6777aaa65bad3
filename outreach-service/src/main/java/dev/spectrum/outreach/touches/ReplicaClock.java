package dev.spectrum.outreach.touches;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** This machine's clock, which may be off: what has to be exact goes by the database's. */
@ApplicationScoped
class ReplicaClock {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
