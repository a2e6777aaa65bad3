/** Tenants and company profiles over HTTP. */
@NullMarked
package dev.spectrum.agent.tenants.web;

import org.jspecify.annotations.NullMarked;
