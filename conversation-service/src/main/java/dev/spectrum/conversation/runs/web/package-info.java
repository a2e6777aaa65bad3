/** The events of runs over HTTP. */
@NullMarked
package dev.spectrum.conversation.runs.web;

import org.jspecify.annotations.NullMarked;
