/** The log of changes over HTTP. */
@NullMarked
package dev.spectrum.agent.changes.web;

import org.jspecify.annotations.NullMarked;
