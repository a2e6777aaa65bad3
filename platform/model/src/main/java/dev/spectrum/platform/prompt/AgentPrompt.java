package dev.spectrum.platform.prompt;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An agent's system prompt and what it is populated with when a conversation starts. The same in the preview and in the
 * conversation, so that what was previewed is what the model gets.
 *
 * <p>What changes with the person and the day stands in a block at the end, which the text refers to wherever the template
 * uses it. So everything before the block is the same in every conversation of the tenant with one version of the agent, and
 * providers of models can cache it.
 *
 * @param template the agent's system prompt
 */
public record AgentPrompt(
        String template,
        String roleName,
        List<String> responsibilities,
        List<String> dataSources,
        String roleInstructions) {

    private static final List<String> VOLATILE = List.of("user_name", "user_role", "current_date");
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    /** Every name that a system prompt may use. */
    public static final Set<String> VARIABLES = Set.of(
            "role_name",
            "responsibilities",
            "available_data_sources",
            "role_specific_instructions",
            "company_name",
            "company_industry",
            "company_stage",
            "brand_name",
            "product_name",
            "support_email",
            "user_name",
            "user_role",
            "current_date");

    /** The company that the agent works for; blank where it is not known. */
    public record Company(String name, String industry, String stage) {}

    /** What the tenant calls the product before its own people and customers; blank where it has not said. */
    public record Brand(String name, String product, String supportEmail) {}

    /** The person whom the agent talks with. */
    public record User(String name, String role) {}

    /** What is wrong with the template; empty if nothing is. */
    public List<TemplateFault> faults() {
        return new PromptTemplate(template).faults(VARIABLES);
    }

    /** What is wrong with a text that is put into the template, such as one of the responsibilities: it is none itself. */
    public static List<TemplateFault> faultsOfValue(String value) {
        return new PromptTemplate(value).unpopulated(VARIABLES);
    }

    public RenderedPrompt render(Company company, Brand brand, User user, LocalDate today) {
        Map<String, PromptValue> values = new LinkedHashMap<>();
        put(values, "role_name", roleName, "agent");
        put(values, "responsibilities", bullets(responsibilities), "agent");
        put(values, "available_data_sources", String.join(", ", dataSources), "agent");
        put(values, "role_specific_instructions", roleInstructions, "agent");
        put(values, "company_name", company.name(), "company");
        put(values, "company_industry", company.industry(), "company");
        put(values, "company_stage", company.stage(), "company");
        put(values, "brand_name", brand.name(), "white_label");
        put(values, "product_name", brand.product(), "white_label");
        put(values, "support_email", brand.supportEmail(), "white_label");
        put(values, "user_name", user.name(), "user");
        put(values, "user_role", user.role(), "user");
        put(values, "current_date", today.toString(), "clock");
        return render(values);
    }

    private RenderedPrompt render(Map<String, PromptValue> values) {
        PromptTemplate parsed = new PromptTemplate(template);
        RenderedPrompt populated = parsed.render(values);
        Set<String> used = new LinkedHashSet<>(VOLATILE);
        used.retainAll(parsed.variables());
        if (used.isEmpty()) {
            return populated;
        }
        Map<String, PromptValue> references = new LinkedHashMap<>(values);
        used.forEach(name -> put(references, name, "[" + words(name) + ": see the end]", "reference"));
        return new RenderedPrompt(
                parsed.render(references).text().stripTrailing() + block(used, values),
                populated.variables(),
                populated.missing());
    }

    private static String block(Set<String> names, Map<String, PromptValue> values) {
        return names.stream()
                .map(name -> "- " + words(name) + ": " + valueOrUnknown(values, name))
                .collect(Collectors.joining("\n", "\n\nIn this conversation:\n", ""));
    }

    private static String valueOrUnknown(Map<String, PromptValue> values, String name) {
        PromptValue value = values.get(name);
        // In one line: a name must not look like a line of ours.
        return value == null || value.value().isBlank()
                ? "unknown"
                : LINE_BREAK.matcher(value.value()).replaceAll(" ");
    }

    private static String words(String name) {
        return name.replace('_', ' ');
    }

    private static void put(Map<String, PromptValue> values, String name, String value, String source) {
        values.put(name, new PromptValue(name, value, source));
    }

    private static String bullets(List<String> lines) {
        return lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
    }
}
