package dev.spectrum.gateway.connections.vault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Encrypts credentials for one connection of one tenant, and decrypts them for the same alone. */
@ApplicationScoped
public class Vault {

    private final KeysetFile keys;
    private final ObjectMapper json;

    Vault(KeysetFile keys, ObjectMapper json) {
        this.keys = keys;
        this.json = json;
    }

    /** @throws NoKeyset if this installation can't keep any */
    public Sealed seal(UUID tenantId, UUID connectionId, ObjectNode credentials) {
        Keyset keyset = keys.current();
        try {
            return new Sealed(
                    keyset.encrypt(json.writeValueAsBytes(credentials), context(tenantId, connectionId)),
                    keyset.primaryId());
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("Credentials could not be encrypted");
        }
    }

    /**
     * @throws NoKeyset if this installation has no keys
     * @throws Unreadable if none of them is the right one, or they belong to another connection
     */
    public ObjectNode open(UUID tenantId, UUID connectionId, Sealed sealed) {
        if (!keys.current().has(sealed.keyId())) {
            // Another process may know a newer file.
            keys.reload();
        }
        try {
            byte[] text = keys.current().decrypt(sealed.ciphertext(), context(tenantId, connectionId));
            return (ObjectNode) json.readTree(text);
        } catch (GeneralSecurityException | IOException notOurs) {
            throw new Unreadable();
        }
    }

    /** Stands for credentials where it must be known later whether others are the same. */
    public String fingerprint(ObjectNode credentials) {
        try {
            byte[] text = credentials.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(keys.current().fingerprint(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Credentials could not be compared");
        }
    }

    /** The key that encrypts now. */
    public long primaryKey() {
        return keys.current().primaryId();
    }

    /** All that decrypt, the oldest first. */
    public List<Long> allKeys() {
        return keys.current().ids();
    }

    private static byte[] context(UUID tenantId, UUID connectionId) {
        return ("connection:" + tenantId + ":" + connectionId).getBytes(StandardCharsets.UTF_8);
    }
}
