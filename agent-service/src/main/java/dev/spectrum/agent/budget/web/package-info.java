/** The budget over HTTP. */
@NullMarked
package dev.spectrum.agent.budget.web;

import org.jspecify.annotations.NullMarked;
