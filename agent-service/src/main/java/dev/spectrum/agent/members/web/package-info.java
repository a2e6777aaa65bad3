/** Members over HTTP. */
@NullMarked
package dev.spectrum.agent.members.web;

import org.jspecify.annotations.NullMarked;
