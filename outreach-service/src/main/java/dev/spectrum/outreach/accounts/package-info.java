/** What a tenant may send: its subscription and its credits. */
@NullMarked
package dev.spectrum.outreach.accounts;

import org.jspecify.annotations.NullMarked;
