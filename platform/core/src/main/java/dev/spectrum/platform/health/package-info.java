/** The dependencies of a service, as the health group <code>dependencies</code>. */
@NullMarked
package dev.spectrum.platform.health;

import org.jspecify.annotations.NullMarked;
