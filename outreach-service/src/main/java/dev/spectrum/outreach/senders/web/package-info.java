/** Senders over HTTP. */
@NullMarked
package dev.spectrum.outreach.senders.web;

import org.jspecify.annotations.NullMarked;
