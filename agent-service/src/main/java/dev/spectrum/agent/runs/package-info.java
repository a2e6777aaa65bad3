/** Runs: executions of prompts and actions, each model call in them a task. */
@NullMarked
package dev.spectrum.agent.runs;

import org.jspecify.annotations.NullMarked;
