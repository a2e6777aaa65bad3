/** What a template is. */
@NullMarked
package dev.spectrum.outreach.templates.domain;

import org.jspecify.annotations.NullMarked;
