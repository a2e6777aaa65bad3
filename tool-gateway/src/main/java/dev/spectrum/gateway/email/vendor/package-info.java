/** Delivery over SMTP. */
@NullMarked
package dev.spectrum.gateway.email.vendor;

import org.jspecify.annotations.NullMarked;
