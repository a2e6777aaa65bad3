/** What the tests of every service share. On the test class path, it starts real servers by itself. */
@NullMarked
package dev.spectrum.platform.testing;

import org.jspecify.annotations.NullMarked;
