/** What other services spent. */
@NullMarked
package dev.spectrum.agent.budget.kafka;

import org.jspecify.annotations.NullMarked;
