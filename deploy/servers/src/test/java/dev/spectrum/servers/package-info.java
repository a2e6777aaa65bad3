/** Real servers as processes of their own, for the local stack and for tests: PostgreSQL, Redis, Kafka, and a mail sink. */
@NullMarked
package dev.spectrum.servers;

import org.jspecify.annotations.NullMarked;
