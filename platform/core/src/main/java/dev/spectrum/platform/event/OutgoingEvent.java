package dev.spectrum.platform.event;

import java.util.UUID;

/**
 * Something that happened, to be told to whoever listens.
 *
 * @param topic the Kafka topic, one per service and kind (state or events)
 * @param type {@code dev.spectrum.<service>.<thing>.<what-happened>.v1}
 * @param tenantId the tenant it happened to
 * @param subject the aggregate's id; order holds per tenant and aggregate
 * @param data what the type's schema in {@code contracts/events} says; serialised with snake_case names
 */
public record OutgoingEvent(String topic, String type, UUID tenantId, String subject, Object data) {}
