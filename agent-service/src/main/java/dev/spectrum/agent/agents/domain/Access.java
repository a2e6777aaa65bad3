package dev.spectrum.agent.agents.domain;

/** What an agent may do in a data source. */
public enum Access {
    READ,
    WRITE
}
