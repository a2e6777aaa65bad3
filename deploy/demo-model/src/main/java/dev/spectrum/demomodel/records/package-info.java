/** People, deals and appointments found in what tools returned, by the names of their fields. */
@NullMarked
package dev.spectrum.demomodel.records;

import org.jspecify.annotations.NullMarked;
