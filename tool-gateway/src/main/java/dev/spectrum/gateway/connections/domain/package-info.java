/** What a connection is. */
@NullMarked
package dev.spectrum.gateway.connections.domain;

import org.jspecify.annotations.NullMarked;
