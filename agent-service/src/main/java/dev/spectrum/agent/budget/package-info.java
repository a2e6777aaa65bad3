/** What tenants spend on models: the ledger, and what is told of it. */
@NullMarked
package dev.spectrum.agent.budget;

import org.jspecify.annotations.NullMarked;
