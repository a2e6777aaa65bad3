/** What every HTTP answer has in common: problems, paging, entity tags, idempotency keys. */
@NullMarked
package dev.spectrum.platform.web;

import org.jspecify.annotations.NullMarked;
