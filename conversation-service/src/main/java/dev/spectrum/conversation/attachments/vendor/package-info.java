/** PDFs, read by a program of its own. */
@NullMarked
package dev.spectrum.conversation.attachments.vendor;

import org.jspecify.annotations.NullMarked;
