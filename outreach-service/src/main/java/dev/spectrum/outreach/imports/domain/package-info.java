/** What an import is, and what the columns of a file mean. */
@NullMarked
package dev.spectrum.outreach.imports.domain;

import org.jspecify.annotations.NullMarked;
