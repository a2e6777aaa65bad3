package dev.spectrum.platform.prompt;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An agent's system prompt and what it is populated with when a conversation starts. The same in the preview and in the
 * conversation, so that what was previewed is what the model gets.
 *
 * @param template the agent's system prompt
 */
public record AgentPrompt(
        String template,
        String roleName,
        List<String> responsibilities,
        List<String> dataSources,
        String roleInstructions) {

    /** Every name that a system prompt may use. */
    public static final Set<String> VARIABLES = Set.of(
            "role_name",
            "responsibilities",
            "available_data_sources",
            "role_specific_instructions",
            "company_name",
            "company_industry",
            "company_stage",
            "user_name",
            "user_role",
            "current_date");

    /** The company that the agent works for; blank where it is not known. */
    public record Company(String name, String industry, String stage) {}

    /** The person whom the agent talks with. */
    public record User(String name, String role) {}

    /** Names in the template that are no variables: an error of whoever wrote it. */
    public List<String> unknownVariables() {
        return new PromptTemplate(template)
                .variables().stream().filter(name -> !VARIABLES.contains(name)).toList();
    }

    public RenderedPrompt render(Company company, User user, LocalDate today) {
        Map<String, PromptValue> values = new LinkedHashMap<>();
        put(values, "role_name", roleName, "agent");
        put(values, "responsibilities", bullets(responsibilities), "agent");
        put(values, "available_data_sources", String.join(", ", dataSources), "agent");
        put(values, "role_specific_instructions", roleInstructions, "agent");
        put(values, "company_name", company.name(), "company");
        put(values, "company_industry", company.industry(), "company");
        put(values, "company_stage", company.stage(), "company");
        put(values, "user_name", user.name(), "user");
        put(values, "user_role", user.role(), "user");
        put(values, "current_date", today.toString(), "clock");
        return new PromptTemplate(template).render(values);
    }

    private static void put(Map<String, PromptValue> values, String name, String value, String source) {
        values.put(name, new PromptValue(name, value, source));
    }

    private static String bullets(List<String> lines) {
        return lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
    }
}
