package dev.spectrum.cycle.one;

import dev.spectrum.cycle.two.Two;

/** Breaks: features in a cycle. */
public class One {

    Two two;
}
