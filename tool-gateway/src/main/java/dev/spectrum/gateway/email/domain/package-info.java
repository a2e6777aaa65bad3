/** An email and its parts, free of anything that could break out of a header. */
@NullMarked
package dev.spectrum.gateway.email.domain;

import org.jspecify.annotations.NullMarked;
