/** Tools and their audit trail over HTTP. */
@NullMarked
package dev.spectrum.gateway.calls.web;

import org.jspecify.annotations.NullMarked;
