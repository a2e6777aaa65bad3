/** Upstreams over REST. */
@NullMarked
package dev.spectrum.gateway.upstreams.web;

import org.jspecify.annotations.NullMarked;
