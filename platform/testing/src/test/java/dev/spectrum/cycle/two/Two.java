package dev.spectrum.cycle.two;

import dev.spectrum.cycle.one.One;

/** The other half of the cycle. */
public class Two {

    One one;
}
