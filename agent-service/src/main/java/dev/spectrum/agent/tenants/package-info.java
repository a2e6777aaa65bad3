/** Tenants and what their companies are. */
@NullMarked
package dev.spectrum.agent.tenants;

import org.jspecify.annotations.NullMarked;
