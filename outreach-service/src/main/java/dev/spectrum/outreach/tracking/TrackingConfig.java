package dev.spectrum.outreach.tracking;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where tracked links lead. */
@ConfigMapping(prefix = "spectrum.tracking")
public interface TrackingConfig {

    /** The suite as the world sees it, for tenants without a host of their own, and what these hosts point to. */
    URI publicUrl();
}
