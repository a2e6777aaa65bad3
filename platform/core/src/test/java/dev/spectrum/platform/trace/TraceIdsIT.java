package dev.spectrum.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spectrum.platform.Notes;
import dev.spectrum.platform.OneSession;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing is recorded here; the ids are there all the same. */
@QuarkusTest
class TraceIdsIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void anEventIsOfTheTraceThatItsRequestCameWith() throws SQLException {
        assertThat(ofAnEvent("00-" + TRACE + "-" + SPAN + "-00"))
                .matches("00-" + TRACE + "-[0-9a-f]{16}-00")
                .doesNotContain(SPAN);
    }

    @Test
    void whatSomebodyElseHasBegunToRecordStaysRecorded() throws SQLException {
        assertThat(ofAnEvent("00-" + TRACE + "-" + SPAN + "-01"))
                .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                .doesNotContain(SPAN);
    }

    @Test
    void aRequestThatComesWithoutATraceBeginsOne() throws SQLException {
        assertThat(ofAnEvent("")).matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00");
    }

    /** While this session holds the relay's lock, nothing leaves the outbox. */
    private static String ofAnEvent(String traceparent) throws SQLException {
        try (OneSession sql = OneSession.asApp().transactionFor(TestUser.ACME)) {
            await().until(() -> sql.one("select pg_try_advisory_xact_lock(hashtext('agent.outbox'))")
                    .equals("t"));
            RequestSpecification request = Notes.as(TestUser.ACME_MEMBER).body(Map.of("text", "traced"));
            String id = (traceparent.isEmpty() ? request : request.header("traceparent", traceparent))
                    .post("/notes")
                    .jsonPath()
                    .getString("id");
            return String.valueOf(sql.one("select traceparent from outbox where subject = ?", id));
        }
    }
}
