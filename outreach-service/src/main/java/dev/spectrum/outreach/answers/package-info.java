/** What other services of the suite answer, read as what it is: perhaps nothing, perhaps no JSON. */
@NullMarked
package dev.spectrum.outreach.answers;

import org.jspecify.annotations.NullMarked;
