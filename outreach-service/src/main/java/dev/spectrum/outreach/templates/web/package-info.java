/** The templates' HTTP. */
@NullMarked
package dev.spectrum.outreach.templates.web;

import org.jspecify.annotations.NullMarked;
