/** Who calls: what was found out about a token is kept for a moment. */
@NullMarked
package dev.spectrum.platform.identity;

import org.jspecify.annotations.NullMarked;
