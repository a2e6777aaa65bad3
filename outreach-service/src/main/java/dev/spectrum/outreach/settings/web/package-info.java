/** The settings' HTTP. */
@NullMarked
package dev.spectrum.outreach.settings.web;

import org.jspecify.annotations.NullMarked;
