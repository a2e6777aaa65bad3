/** The log of changes over HTTP. */
@NullMarked
package dev.spectrum.gateway.changes.web;

import org.jspecify.annotations.NullMarked;
