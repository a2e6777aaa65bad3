/** White labels over HTTP. */
@NullMarked
package dev.spectrum.agent.whitelabel.web;

import org.jspecify.annotations.NullMarked;
