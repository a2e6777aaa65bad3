/** What a run is, and what values went into it. */
@NullMarked
package dev.spectrum.agent.runs.domain;

import org.jspecify.annotations.NullMarked;
