/** Brokers over HTTP. */
@NullMarked
package dev.spectrum.agent.brokers.web;

import org.jspecify.annotations.NullMarked;
