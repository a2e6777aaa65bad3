package dev.spectrum.outreach.touches;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** How touches are planned and sent. */
@ConfigMapping(prefix = "spectrum.sending")
public interface SendingConfig {

    /** False for a replica that answers requests and sends nothing. */
    @WithDefault("true")
    boolean enabled();

    /** How often a replica looks for touches that are due, and for campaigns to plan. */
    @WithDefault("100MS")
    Duration poll();

    /** Touches that one replica sends at a time, and the most that it claims at once. */
    @WithDefault("128")
    int concurrency();

    /**
     * For how long a worker has a touch to itself. Longer than everything that it does with it, of which the gateway's
     * answer takes longest; a worker that died is replaced after it.
     */
    @WithDefault("2M")
    Duration lease();

    /** How long the gateway has to answer. */
    @WithDefault("45S")
    Duration gatewayTimeout();

    /** Attempts to deliver a touch before it is given up; with the pauses below, over about two hours. */
    @WithDefault("16")
    int attempts();

    @WithDefault("2S")
    Duration firstPause();

    @WithDefault("20M")
    Duration longestPause();

    /**
     * For how long an attempt whose outcome is not known may be repeated: the gateway must still know its key, or the
     * repeat might deliver again.
     */
    @WithDefault("20H")
    Duration keyLifetime();

    /** How long after an unknown outcome the gateway is asked what became of it, and again until the key's lifetime is over. */
    @WithDefault("1M")
    Duration reconcileAfter();

    /** Of which messages a sender's bounces and complaints are counted. */
    @WithDefault("7D")
    Duration healthWindow();

    /** A sender is paused beyond this share of bounces, once there are five. Vendors suspend at about twice as many. */
    @WithDefault("0.05")
    double mostBounced();

    /** The same for complaints, once there are two: large providers of mailboxes bear 0.3 %. */
    @WithDefault("0.003")
    double mostComplained();

    /** Where unsubscribe links lead: the suite as the world sees it. */
    URI publicUrl();
}
