/** HTTP to the world outside: the one guarded way out, for connectors, upstreams and {@code http_fetch} alike. */
@NullMarked
package dev.spectrum.gateway.reach;

import org.jspecify.annotations.NullMarked;
