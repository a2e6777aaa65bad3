/** Connectors and connections over HTTP. */
@NullMarked
package dev.spectrum.gateway.connections.web;

import org.jspecify.annotations.NullMarked;
