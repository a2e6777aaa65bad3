/** What Hibernate Reactive leaves to be said in every service. */
@NullMarked
package dev.spectrum.platform.db;

import org.jspecify.annotations.NullMarked;
