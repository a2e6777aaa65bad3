/** Asking a model: {@link dev.spectrum.platform.model.Models} is the way in; every call goes through the budget. */
@NullMarked
package dev.spectrum.platform.model;

import org.jspecify.annotations.NullMarked;
