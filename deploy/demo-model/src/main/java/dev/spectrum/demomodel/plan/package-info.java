/** Which tools a question needs, in which order, and when there is enough to answer. */
@NullMarked
package dev.spectrum.demomodel.plan;

import org.jspecify.annotations.NullMarked;
