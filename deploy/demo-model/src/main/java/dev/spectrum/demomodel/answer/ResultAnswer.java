package dev.spectrum.demomodel.answer;

import dev.spectrum.demomodel.records.Records;
import dev.spectrum.demomodel.records.ToolOutcome;
import dev.spectrum.demomodel.words.When;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a tool of no known kind returned: as people or appointments where it is that, else as it stands. */
public final class ResultAnswer {

    private ResultAnswer() {}

    public static String text(List<ToolOutcome> outcomes, Records records, ZonedDateTime now) {
        if (!records.people().isEmpty() && records.deals().isEmpty()) {
            return PeopleAnswer.text(records.people(), "", "", records.more(), now.toLocalDate());
        }
        if (!records.appointments().isEmpty()) {
            return TimesAnswer.appointments(records.appointments(), When.UNSAID, Optional.empty(), false, now);
        }
        return outcomes.stream()
                .map(outcome -> switch (outcome) {
                    case ToolOutcome.Data data -> PlainAnswer.text(data.json());
                    case ToolOutcome.Words words ->
                        words.text().isEmpty() ? "The tool returned nothing." : words.text();
                    case ToolOutcome.Failure failure -> failure.reason();
                })
                .collect(Collectors.joining("\n\n"));
    }
}
