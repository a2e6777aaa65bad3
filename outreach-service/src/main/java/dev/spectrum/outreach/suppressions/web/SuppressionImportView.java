package dev.spectrum.outreach.suppressions.web;

import dev.spectrum.outreach.suppressions.domain.SuppressionFile.RefusedLine;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of an imported file.
 *
 * @param known how many were suppressed already
 */
@Schema
record SuppressionImportView(int added, int known, List<RefusedLine> refused) {}
