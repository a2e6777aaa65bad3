package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Place;
import dev.spectrum.platform.tenant.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a user asks.
 *
 * @param conversationId empty to start a conversation
 * @param attachments ids of the files that come with it
 * @param key the client's own id of the message; the same key again is the same turn
 * @param messageId what the message is to be called, where that was decided before; empty for a new id
 */
public record Asked(
        Caller who,
        AccessToken token,
        String agentRole,
        Optional<UUID> conversationId,
        Place place,
        String text,
        List<UUID> attachments,
        Optional<String> key,
        Optional<UUID> messageId) {

    public Asked(
            Caller who,
            AccessToken token,
            String agentRole,
            Optional<UUID> conversationId,
            Place place,
            String text,
            List<UUID> attachments,
            Optional<String> key) {
        this(who, token, agentRole, conversationId, place, text, attachments, key, Optional.empty());
    }

    public Asked withMessageId(UUID id) {
        return new Asked(who, token, agentRole, conversationId, place, text, attachments, key, Optional.of(id));
    }

    /** What has to be the same in a repeat. */
    String digest() {
        List<Object> same = new ArrayList<>(List.of(agentRole, conversationId, place, text));
        if (!attachments.isEmpty()) {
            same.add(attachments);
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(same.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** The same question as the start of a conversation: a retry may name the conversation that the first try started. */
    Asked asStart() {
        return new Asked(who, token, agentRole, Optional.empty(), place, text, attachments, key);
    }
}
