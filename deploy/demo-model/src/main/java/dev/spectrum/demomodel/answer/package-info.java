/** Answers in plain text, from what the tools returned and nothing else. */
@NullMarked
package dev.spectrum.demomodel.answer;

import org.jspecify.annotations.NullMarked;
