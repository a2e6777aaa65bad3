/** What a connector file says, read and checked; docs/connectors.md has every field. */
@NullMarked
package dev.spectrum.gateway.connectors.format;

import org.jspecify.annotations.NullMarked;
