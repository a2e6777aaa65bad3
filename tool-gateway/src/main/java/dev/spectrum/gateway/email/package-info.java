/** Sending email. */
@NullMarked
package dev.spectrum.gateway.email;

import org.jspecify.annotations.NullMarked;
