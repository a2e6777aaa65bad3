/** White labels in PostgreSQL. */
@NullMarked
package dev.spectrum.agent.whitelabel.db;

import org.jspecify.annotations.NullMarked;
