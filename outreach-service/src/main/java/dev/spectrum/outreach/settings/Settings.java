package dev.spectrum.outreach.settings;

import dev.spectrum.outreach.settings.domain.OutreachSettings;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** The settings of the tenant that the current transaction is for. */
public interface Settings {

    /** Those that hold where nothing was set, if nothing was. */
    Uni<OutreachSettings> get();

    /** Gives them with their new version. */
    Uni<OutreachSettings> put(UUID tenantId, OutreachSettings settings);
}
