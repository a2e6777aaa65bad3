/** What recipients do with messages: opens, clicks, replies. */
@NullMarked
package dev.spectrum.outreach.tracking;

import org.jspecify.annotations.NullMarked;
