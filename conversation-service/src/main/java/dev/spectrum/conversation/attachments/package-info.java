/** Files that come with messages. */
@NullMarked
package dev.spectrum.conversation.attachments;

import org.jspecify.annotations.NullMarked;
