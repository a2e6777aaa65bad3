/** How the variables of an action get their values. */
@NullMarked
package dev.spectrum.agent.actions.domain;

import org.jspecify.annotations.NullMarked;
