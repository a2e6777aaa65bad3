/** The tool-gateway, through which every message leaves. */
@NullMarked
package dev.spectrum.outreach.touches.vendor;

import org.jspecify.annotations.NullMarked;
