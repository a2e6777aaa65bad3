/** A tenant's credentials for vendors: kept encrypted, tested, rotated, never shown. */
@NullMarked
package dev.spectrum.gateway.connections;

import org.jspecify.annotations.NullMarked;
