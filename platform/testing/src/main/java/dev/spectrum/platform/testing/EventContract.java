package dev.spectrum.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Holds a Kafka record to CloudEvents 1.0 in binary mode and to the schema of its type in {@code contracts/events}. */
final class EventContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> BY_TYPE = new ConcurrentHashMap<>();

    private EventContract() {}

    static KafkaEvent read(ConsumerRecord<String, byte[]> record) {
        assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(record, "content-type")).startsWith("application/json");
        assertThat(header(record, "ce_source")).startsWith("/spectrum/");
        OffsetDateTime.parse(header(record, "ce_time"));
        String id = header(record, "ce_id");
        assertThat(UUID.fromString(id).version()).as("event ids are UUIDv7").isEqualTo(7);
        String tenant = header(record, "ce_tenantid");
        String subject = header(record, "ce_subject");
        String type = header(record, "ce_type");
        assertThat(record.key()).as("the key of %s", type).isEqualTo(tenant + ":" + subject);
        String data = new String(record.value(), StandardCharsets.UTF_8);
        assertThat(schema(type).validate(data, InputFormat.JSON))
                .as("%s against its schema: %s", type, data)
                .isEmpty();
        return new KafkaEvent(record.topic(), record.key(), id, type, tenant, subject, parse(data));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        assertThat(header)
                .as("header %s of a record in %s", name, record.topic())
                .isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static JsonNode parse(String data) {
        try {
            return JSON.readTree(data);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Schema schema(String type) {
        return BY_TYPE.computeIfAbsent(type, name -> {
            String resource = "/contracts/events/" + name + ".json";
            try (InputStream schema = EventContract.class.getResourceAsStream(resource)) {
                assertThat(schema).as("the schema of %s", name).isNotNull();
                return SCHEMAS.getSchema(schema, InputFormat.JSON);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }
}
