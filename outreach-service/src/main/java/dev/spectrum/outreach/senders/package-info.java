/** What sends, and how much of it may be sent. */
@NullMarked
package dev.spectrum.outreach.senders;

import org.jspecify.annotations.NullMarked;
