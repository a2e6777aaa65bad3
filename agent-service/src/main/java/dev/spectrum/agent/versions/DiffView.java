package dev.spectrum.agent.versions;

import java.util.List;

/** What differs from one version to another; empty where they say the same. */
public record DiffView(long from, long to, List<FieldChange> changes) {}
