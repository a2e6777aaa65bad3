package dev.spectrum.outreach.settings.db;

import dev.spectrum.outreach.settings.Settings;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PanacheSettings implements Settings, PanacheRepositoryBase<SettingsRow, UUID> {

    @Override
    public Uni<OutreachSettings> get() {
        return row().map(row -> row == null ? OutreachSettings.NONE : row.toSettings());
    }

    @Override
    public Uni<OutreachSettings> put(UUID tenantId, OutreachSettings settings) {
        return row().chain(row -> row == null ? add(tenantId, settings) : change(row, settings));
    }

    private Uni<OutreachSettings> add(UUID tenantId, OutreachSettings settings) {
        SettingsRow row = new SettingsRow();
        row.tenantId = tenantId;
        row.put(settings);
        return persistAndFlush(row).map(SettingsRow::toSettings);
    }

    private Uni<OutreachSettings> change(SettingsRow row, OutreachSettings settings) {
        row.put(settings);
        return flush().map(flushed -> row.toSettings());
    }

    /** Row-level security leaves the tenant's own. */
    private Uni<@Nullable SettingsRow> row() {
        return findAll().firstResult();
    }
}
