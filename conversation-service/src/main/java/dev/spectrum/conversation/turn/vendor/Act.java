package dev.spectrum.conversation.turn.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.spectrum.conversation.turn.Tools;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a tool call does, by its run, tool, arguments and occurrence. Not by the model's id of the call: a model that is
 * asked again gives new ids to the same calls, and they would act twice.
 */
record Act(Tools.Call call) {

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** For the {@code Idempotency-Key} header. */
    String key() {
        try {
            byte[] act = CANONICAL.writeValueAsBytes(List.of(call.tool(), call.arguments(), call.occurrence()));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(act);
            return call.runId() + ":" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Arguments are JSON, and every JDK has SHA-256", impossible);
        }
    }
}
