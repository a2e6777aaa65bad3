/** What a question is about, by the embedded sentence model. */
@NullMarked
package dev.spectrum.demomodel.meaning;

import org.jspecify.annotations.NullMarked;
