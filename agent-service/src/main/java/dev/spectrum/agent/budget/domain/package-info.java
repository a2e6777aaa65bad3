/** What is spent. */
@NullMarked
package dev.spectrum.agent.budget.domain;

import org.jspecify.annotations.NullMarked;
