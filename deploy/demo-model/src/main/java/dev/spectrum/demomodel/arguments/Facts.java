package dev.spectrum.demomodel.arguments;

import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.words.Mentions;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a call's arguments may be filled from.
 *
 * @param capability what the tool does; null for a tool of no known kind
 * @param person whom the question is about, with all that is known of them
 * @param deal which deal it is about
 */
public record Facts(
        @Nullable Capability capability,
        Mentions mentions,
        @Nullable Person person,
        @Nullable Deal deal,
        ZonedDateTime now) {

    boolean isFor(Capability... capabilities) {
        return capability != null && List.of(capabilities).contains(capability);
    }

    boolean acts() {
        return capability != null && capability.acts();
    }

    String question() {
        return mentions.question();
    }

    Optional<String> ofPerson(Function<Person, @Nullable String> field) {
        return Optional.ofNullable(person).map(field);
    }
}
