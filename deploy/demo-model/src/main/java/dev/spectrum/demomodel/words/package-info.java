/** What stands literally in a text: people, addresses, amounts, times. */
@NullMarked
package dev.spectrum.demomodel.words;

import org.jspecify.annotations.NullMarked;
