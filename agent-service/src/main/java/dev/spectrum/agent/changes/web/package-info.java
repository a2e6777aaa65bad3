/** The log over HTTP. */
@NullMarked
package dev.spectrum.agent.changes.web;

import org.jspecify.annotations.NullMarked;
