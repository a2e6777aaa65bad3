/** What a change is. */
@NullMarked
package dev.spectrum.agent.changes.domain;

import org.jspecify.annotations.NullMarked;
