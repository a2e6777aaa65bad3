/** Whose turn it is to change members. */
@NullMarked
package dev.spectrum.agent.members.db;

import org.jspecify.annotations.NullMarked;
