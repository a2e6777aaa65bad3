package dev.spectrum.outreach.imports.domain;

import java.util.List;

/**
 * A row that could not be read.
 *
 * @param line where it begins in the file; the first line is 1
 * @param cells what stood there; of a line that could not be told into cells, its text
 */
public record RefusedRow(long line, String reason, List<String> cells) {}
