package dev.spectrum.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.CurrentCaller;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a resource does with a request: its work in one transaction for the caller's tenant, repeated or not. */
@RequestScoped
public class TenantRequest {

    /** The header that names a request for whoever repeats it. */
    public static final String KEY_HEADER = "Idempotency-Key";

    private static final int LONGEST_KEY = 255;
    /** Stands for no tenant. */
    private static final UUID PLATFORM = new UUID(0, 0);

    private final CurrentCaller caller;
    private final TenantTransaction transaction;
    private final ObjectMapper json;
    private final HttpHeaders headers;
    private final UriInfo uri;

    TenantRequest(
            CurrentCaller caller, TenantTransaction transaction, ObjectMapper json, HttpHeaders headers, UriInfo uri) {
        this.caller = caller;
        this.transaction = transaction;
        this.json = json;
        this.headers = headers;
        this.uri = uri;
    }

    public Caller caller() {
        return caller.get();
    }

    /** The request's {@code Idempotency-Key}, for work that can't be one transaction and keeps its own ledger. */
    public Optional<String> idempotencyKey() {
        String key = headers.getHeaderString(KEY_HEADER);
        if (key != null && isNoKey(key)) {
            throw ProblemException.invalid("", "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters.");
        }
        return Optional.ofNullable(key);
    }

    /** Whether it can't be an {@code Idempotency-Key}. */
    public static boolean isNoKey(String key) {
        return key.isBlank() || key.length() > LONGEST_KEY;
    }

    /** Reads, or changes something in a way that may be repeated (PUT, PATCH, DELETE). */
    public <T> Uni<T> run(Function<Caller, Uni<T>> work) {
        Caller who = caller.get();
        return transaction.run(who.tenantId(), () -> work.apply(who));
    }

    /**
     * Does what a POST asks for. With an {@code Idempotency-Key}, the answer is stored in the same transaction, and a repeat
     * with the same body gets it again (a repeat that comes while the first is under way waits for it); another body is 422.
     *
     * @param body the request's body, or whatever stands for it; null for none
     * @param work must give its answer's entity unserialised
     */
    public Uni<Response> act(@Nullable Object body, Function<Caller, Uni<Response>> work) {
        Optional<String> key = idempotencyKey();
        return run(who -> key.isEmpty()
                ? work.apply(who)
                : once(new Repeatable(who.tenantId(), who.subject(), key.get(), hash(body)), () -> work.apply(who)));
    }

    /** The same for a platform administrator, who belongs to no tenant: the work chooses its own tenant's transaction. */
    public Uni<Response> actForPlatform(@Nullable Object body, Supplier<Uni<Response>> work) {
        Optional<String> key = idempotencyKey();
        if (key.isEmpty()) {
            return work.get();
        }
        Repeatable repeatable = new Repeatable(PLATFORM, caller.subject(), key.get(), hash(body));
        return inTransaction(repeatable, () -> once(repeatable, work));
    }

    /**
     * What {@link #act} would repeat, for a POST that calls other systems before the transaction of its answer: it looks here
     * first, and what it does before must bear being done twice.
     */
    public Uni<Optional<Response>> storedAnswer(@Nullable Object body) {
        Caller who = caller.get();
        return storedAnswer(who.tenantId(), who.subject(), body);
    }

    /** The same for {@link #actForPlatform}. */
    public Uni<Optional<Response>> storedAnswerForPlatform(@Nullable Object body) {
        return storedAnswer(PLATFORM, caller.subject(), body);
    }

    private Uni<Optional<Response>> storedAnswer(UUID tenantId, String subject, @Nullable Object body) {
        Optional<String> key = idempotencyKey();
        if (key.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Repeatable repeatable = new Repeatable(tenantId, subject, key.get(), hash(body));
        return inTransaction(repeatable, () -> stored(repeatable))
                .map(row -> Optional.ofNullable(row).map(found -> replay(found, repeatable.hash())));
    }

    /** What an Idempotency-Key is known by. */
    private record Repeatable(UUID tenantId, String caller, String key, String hash) {}

    private <T> Uni<T> inTransaction(Repeatable repeatable, Supplier<Uni<T>> work) {
        return transaction.run(repeatable.tenantId(), work);
    }

    private Uni<Response> once(Repeatable repeatable, Supplier<Uni<Response>> work) {
        return claim(repeatable)
                .chain(claimed -> claimed
                        // The work may have turned to another tenant, within the same transaction.
                        ? work.get().call(answer -> inTransaction(repeatable, () -> store(repeatable, answer)))
                        : stored(repeatable).map(row -> replay(Objects.requireNonNull(row), repeatable.hash())));
    }

    /** Blocks in the database while another transaction holds the same key, so that the second sees the first's answer. */
    private static Uni<Boolean> claim(Repeatable repeatable) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into idempotency (tenant_id, caller, key, request_hash) values (?1, ?2, ?3, ?4)"
                                        + " on conflict do nothing")
                        .setParameter(1, repeatable.tenantId())
                        .setParameter(2, repeatable.caller())
                        .setParameter(3, repeatable.key())
                        .setParameter(4, repeatable.hash())
                        .executeUpdate())
                .map(inserted -> inserted == 1);
    }

    private static Uni<Object @Nullable []> stored(Repeatable repeatable) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select request_hash, status, location, etag, body from idempotency"
                                        + " where tenant_id = ?1 and caller = ?2 and key = ?3",
                                Object[].class)
                        .setParameter(1, repeatable.tenantId())
                        .setParameter(2, repeatable.caller())
                        .setParameter(3, repeatable.key())
                        .getSingleResultOrNull());
    }

    private Uni<Integer> store(Repeatable repeatable, Response answer) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update idempotency set status = ?1, location = ?2, etag = ?3, body = ?4"
                                        + " where tenant_id = ?5 and caller = ?6 and key = ?7")
                        .setParameter(1, answer.getStatus())
                        .setParameter(2, text(answer.getLocation()))
                        .setParameter(
                                3,
                                answer.getEntityTag() == null
                                        ? ""
                                        : answer.getEntityTag().getValue())
                        .setParameter(4, answer.hasEntity() ? write(answer.getEntity()) : "")
                        .setParameter(5, repeatable.tenantId())
                        .setParameter(6, repeatable.caller())
                        .setParameter(7, repeatable.key())
                        .executeUpdate());
    }

    private static Response replay(Object[] row, String hash) {
        if (!row[0].equals(hash)) {
            throw ProblemException.keyReused();
        }
        Response.ResponseBuilder answer = Response.status((Integer) row[1]).header("Idempotency-Replayed", "true");
        if (!row[2].equals("")) {
            answer.location(URI.create((String) row[2]));
        }
        if (!row[3].equals("")) {
            answer.tag((String) row[3]);
        }
        if (!row[4].equals("")) {
            answer.type(MediaType.APPLICATION_JSON_TYPE).entity(row[4]);
        }
        return answer.build();
    }

    private static String text(@Nullable URI location) {
        return location == null ? "" : location.toString();
    }

    private String hash(@Nullable Object body) {
        List<@Nullable Object> request = java.util.Arrays.asList(uri.getPath(), body);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(write(request).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Requests and answers must be JSON", notSerialisable);
        }
    }
}
