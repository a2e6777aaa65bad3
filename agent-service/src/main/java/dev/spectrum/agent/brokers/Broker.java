package dev.spectrum.agent.brokers;

import java.util.UUID;

/**
 * A named source of a value.
 *
 * @param version counts changes of the broker itself, from 0; its values have none
 */
public record Broker(UUID id, String name, String description, long version) {}
