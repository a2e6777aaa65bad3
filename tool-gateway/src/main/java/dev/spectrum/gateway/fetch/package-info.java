/** Public web pages as text. */
@NullMarked
package dev.spectrum.gateway.fetch;

import org.jspecify.annotations.NullMarked;
