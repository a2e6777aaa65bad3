/** What a tool is: its definition, its code, the check of its arguments. */
@NullMarked
package dev.spectrum.gateway.tools;

import org.jspecify.annotations.NullMarked;
