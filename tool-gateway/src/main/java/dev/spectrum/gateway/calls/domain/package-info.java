/** The audit trail as a chain of hashes: what an entry says, how it is linked to the one before, and how that is checked. */
@NullMarked
package dev.spectrum.gateway.calls.domain;

import org.jspecify.annotations.NullMarked;
