/** What an upstream is, and what becomes of its tools' definitions. */
@NullMarked
package dev.spectrum.gateway.upstreams.domain;

import org.jspecify.annotations.NullMarked;
