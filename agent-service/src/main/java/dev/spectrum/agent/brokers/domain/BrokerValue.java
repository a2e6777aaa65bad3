package dev.spectrum.agent.brokers.domain;

import java.util.UUID;

/**
 * What a broker gives within one scope.
 *
 * @param value as JSON has it: a string, number, boolean, list or map
 */
public record BrokerValue(UUID brokerId, Scope scope, Object value) {}
