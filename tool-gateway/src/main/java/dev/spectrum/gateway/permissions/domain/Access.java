package dev.spectrum.gateway.permissions.domain;

/** What a tool does with its data source, and what an agent may do there. */
public enum Access {
    READ,
    WRITE
}
