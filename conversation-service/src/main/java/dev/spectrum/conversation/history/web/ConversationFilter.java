package dev.spectrum.conversation.history.web;

import dev.spectrum.conversation.history.History;
import dev.spectrum.conversation.history.VisibleHistory;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.QueryValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which conversations are listed, as clients say it; to be taken with {@code @BeanParam}. */
public class ConversationFilter {

    @QueryParam("agent_role")
    @Nullable
    String agentRole;

    @QueryParam("agent_id")
    @Nullable
    String agentId;

    @QueryParam("user_id")
    @Parameter(description = "for admins and owners; others read their own")
    @Nullable
    String userId;

    @QueryParam("from")
    @Parameter(description = "started at this time or later, such as 2026-01-31T09:00:00Z")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "started before this time")
    @Nullable
    String to;

    History.Filter of(Caller who) {
        return new History.Filter(
                reader(who), text(agentRole), QueryValue.uuid("agent_id", agentId), time("from", from), time("to", to));
    }

    private Optional<String> reader(Caller who) {
        Optional<String> asked = text(userId);
        if (asked.isPresent() && !who.may(Role.ADMIN) && !asked.get().equals(who.subject())) {
            throw ProblemException.of(
                    403,
                    "forbidden",
                    "Not allowed",
                    "Only admins and owners read what others said: leave user_id out.");
        }
        return asked.or(() -> VisibleHistory.onlyOf(who));
    }

    private static Optional<String> text(@Nullable String parameter) {
        return Optional.ofNullable(parameter).filter(given -> !given.isBlank());
    }

    private static Optional<Instant> time(String name, @Nullable String parameter) {
        try {
            return text(parameter).map(Instant::parse).map(ConversationFilter::withinTheCalendar);
        } catch (DateTimeParseException notATime) {
            throw ProblemException.invalid("?" + name, "Must be a time such as 2026-01-31T09:00:00Z.");
        }
    }

    /** PostgreSQL's times end long before Java's. */
    private static Instant withinTheCalendar(Instant time) {
        Instant first = Instant.EPOCH;
        Instant last = Instant.parse("9999-12-31T23:59:59Z");
        return time.isBefore(first) ? first : time.isAfter(last) ? last : time;
    }
}
