package dev.spectrum.outreach.leads.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Leads as arrays of text, one for each column: a statement takes thousands of them at once, which costs a tenth of a statement
 * for each.
 */
final class LeadColumns {

    /** A column, its type in the database, and its value as text; blank is NULL for all types but text. */
    private record Column(String name, String type, Function<Lead, String> value) {

        String fromText() {
            return type.equals("text") ? "u." + name : "cast(nullif(u." + name + ", '') as " + type + ")";
        }
    }

    private final List<Column> scoreColumns;
    private final List<Column> columns;

    LeadColumns(ObjectMapper json) {
        scoreColumns = List.of(
                new Column("id", "uuid", lead -> lead.id().toString()),
                new Column("status", "text", lead -> PanacheLeads.column(lead.status())),
                new Column(
                        "als_score",
                        "int",
                        lead -> Integer.toString(lead.score().total())),
                new Column(
                        "als_tier",
                        "text",
                        lead -> PanacheLeads.column(lead.score().tier())),
                new Column("score", "json", lead -> write(json, lead.score())),
                new Column("version", "bigint", lead -> Long.toString(lead.version())));
        columns = Stream.concat(
                        scoreColumns.stream(),
                        Stream.of(
                                text("first_name", LeadProfile::firstName),
                                text("last_name", LeadProfile::lastName),
                                text("email", LeadProfile::email),
                                text("personal_email", LeadProfile::personalEmail),
                                text("phone", LeadProfile::phone),
                                text("title", LeadProfile::title),
                                text("company", LeadProfile::company),
                                text("website", LeadProfile::website),
                                text("industry", LeadProfile::industry),
                                maybe("employees", "int", LeadProfile::employees),
                                text("country", LeadProfile::country),
                                text("city", LeadProfile::city),
                                text("linkedin_url", LeadProfile::linkedinUrl),
                                text("time_zone", LeadProfile::timeZone),
                                maybe("email_verified", "boolean", LeadProfile::emailVerified),
                                maybe("job_started_at", "date", LeadProfile::jobStartedAt),
                                maybe("hiring", "boolean", LeadProfile::hiring),
                                maybe("funded_at", "date", LeadProfile::fundedAt),
                                new Column(
                                        "custom",
                                        "jsonb",
                                        lead -> write(json, lead.profile().custom())),
                                new Column(
                                        "created_at",
                                        "timestamptz",
                                        lead -> lead.createdAt().toString()),
                                new Column(
                                        "updated_at",
                                        "timestamptz",
                                        lead -> lead.updatedAt().toString())))
                .toList();
    }

    private static Column text(String name, Function<LeadProfile, String> value) {
        return new Column(name, "text", lead -> value.apply(lead.profile()));
    }

    private static Column maybe(String name, String type, Function<LeadProfile, Optional<?>> value) {
        return new Column(
                name,
                type,
                lead -> value.apply(lead.profile()).map(Object::toString).orElse(""));
    }

    private static String write(ObjectMapper json, Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Scores and custom fields are JSON", impossible);
        }
    }

    /** Adds rows; its parameters are {@link #values}. */
    String insert() {
        return "insert into lead (tenant_id, " + names(columns, column -> column.name) + ") select current_tenant(), "
                + names(columns, Column::fromText) + " from " + unnested(columns);
    }

    /** Gives rows that have the version before this one new scores; its parameters are {@link #scoreValues}. */
    String updateScores() {
        return "update lead set als_score = n.als_score, als_tier = n.als_tier, score = n.score, version = n.version,"
                + " updated_at = now() from (select "
                + names(scoreColumns, column -> column.fromText() + " as " + column.name) + " from "
                + unnested(scoreColumns) + ") n"
                + " where lead.tenant_id = current_tenant() and lead.id = n.id and lead.version = n.version - 1";
    }

    private static String names(List<Column> columns, Function<Column, String> part) {
        return columns.stream().map(part).collect(Collectors.joining(", "));
    }

    private static String unnested(List<Column> columns) {
        StringBuilder arrays = new StringBuilder();
        for (int i = 1; i <= columns.size(); i++) {
            arrays.append(i == 1 ? "" : ", ").append("cast(?").append(i).append(" as text[])");
        }
        return "unnest(" + arrays + ") as u(" + names(columns, column -> column.name) + ")";
    }

    List<String[]> values(List<Lead> leads) {
        return values(columns, leads);
    }

    List<String[]> scoreValues(List<Lead> leads) {
        return values(scoreColumns, leads);
    }

    private static List<String[]> values(List<Column> columns, List<Lead> leads) {
        return columns.stream()
                .map(column -> leads.stream().map(column.value).toArray(String[]::new))
                .toList();
    }
}
