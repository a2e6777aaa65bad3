/** Imports over HTTP. */
@NullMarked
package dev.spectrum.outreach.imports.web;

import org.jspecify.annotations.NullMarked;
