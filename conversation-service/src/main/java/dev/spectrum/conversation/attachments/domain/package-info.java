/** What a file is. */
@NullMarked
package dev.spectrum.conversation.attachments.domain;

import org.jspecify.annotations.NullMarked;
