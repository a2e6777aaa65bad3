package dev.spectrum.outreach.imports.domain;

/**
 * A row that could not be read.
 *
 * @param line where it begins in the file; the first line is 1
 */
public record RefusedRow(long line, String reason) {}
