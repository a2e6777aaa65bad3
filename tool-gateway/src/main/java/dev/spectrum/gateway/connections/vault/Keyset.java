package dev.spectrum.gateway.connections.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Master keys (AES-256-GCM): the primary one encrypts, all of them decrypt. Never changes; a change gives another one. */
final class Keyset {

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final KeysetHandle handle;
    private final Aead aead;

    private Keyset(KeysetHandle handle) throws GeneralSecurityException {
        this.handle = handle;
        this.aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** With one new key. */
    static Keyset make() throws GeneralSecurityException {
        return new Keyset(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
    }

    /** @throws GeneralSecurityException if it is no keyset in Tink's JSON */
    static Keyset parse(String json) throws GeneralSecurityException {
        return new Keyset(TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get()));
    }

    String write() throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
    }

    /** With a new key that decrypts and does not encrypt yet. */
    Keyset withNewKey() throws GeneralSecurityException {
        return new Keyset(KeysetHandle.newBuilder(handle)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId())
                .build());
    }

    /** Whose newest key encrypts from now on. */
    Keyset withNewestPrimary() throws GeneralSecurityException {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle);
        builder.getAt(builder.size() - 1).makePrimary();
        return new Keyset(builder.build());
    }

    /** With the primary key alone. */
    Keyset withoutOldKeys() throws GeneralSecurityException {
        KeysetHandle.Entry primary = handle.getPrimary();
        return new Keyset(KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(primary.getKey())
                        .withFixedId(primary.getId())
                        .makePrimary())
                .build());
    }

    long primaryId() {
        return Integer.toUnsignedLong(handle.getPrimary().getId());
    }

    /** In the order in which they were added. */
    List<Long> ids() {
        return IntStream.range(0, handle.size())
                .mapToObj(i -> Integer.toUnsignedLong(handle.getAt(i).getId()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    boolean has(long keyId) {
        return Set.copyOf(ids()).contains(keyId);
    }

    /** @param context what the text belongs to: decrypts with the same only */
    byte[] encrypt(byte[] text, byte[] context) throws GeneralSecurityException {
        return aead.encrypt(text, context);
    }

    byte[] decrypt(byte[] ciphertext, byte[] context) throws GeneralSecurityException {
        return aead.decrypt(ciphertext, context);
    }

    /** The same for the same text, and worth nothing to whoever guesses at it without these keys. */
    byte[] fingerprint(byte[] text) throws GeneralSecurityException {
        byte[] key = MessageDigest.getInstance("SHA-256").digest(write().getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }
}
