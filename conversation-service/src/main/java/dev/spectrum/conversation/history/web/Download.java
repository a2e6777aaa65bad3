package dev.spectrum.conversation.history.web;

import io.smallrye.mutiny.Multi;

/** A file that is written while it is read. */
record Download(Multi<String> text) {}
