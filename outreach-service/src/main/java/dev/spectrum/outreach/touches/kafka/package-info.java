/** What is told of messages and of the connections they leave through. */
@NullMarked
package dev.spectrum.outreach.touches.kafka;

import org.jspecify.annotations.NullMarked;
