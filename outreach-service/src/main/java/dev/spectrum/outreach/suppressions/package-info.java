/** Addresses that must never be contacted, and how people become one of them. */
@NullMarked
package dev.spectrum.outreach.suppressions;

import org.jspecify.annotations.NullMarked;
