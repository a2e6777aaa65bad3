package dev.spectrum.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event as it stands in Kafka, after it was found to keep its contract.
 *
 * @param key the record's key, {@code <tenantid>:<subject>}
 */
public record KafkaEvent(
        String topic, String key, String id, String type, String tenantId, String subject, JsonNode data) {}
