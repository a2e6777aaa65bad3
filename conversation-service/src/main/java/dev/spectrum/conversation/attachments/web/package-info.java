/** POST /api/v1/attachments. */
@NullMarked
package dev.spectrum.conversation.attachments.web;

import org.jspecify.annotations.NullMarked;
