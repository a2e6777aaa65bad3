package dev.spectrum.agent.actions.domain;

import dev.spectrum.agent.brokers.domain.BrokerValue;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.agent.runs.domain.ValueSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What an action offers its prompt's variables: the user's word before its own values, and those before its brokers'. */
public final class Offers {

    private Offers() {}

    /** @param values what the action's brokers give in the scopes of the call */
    public static List<Map<String, ResolvedVariable>> of(
            ActionDefinition action, Map<String, Object> fromUser, Collection<BrokerValue> values) {
        return List.of(
                plain(fromUser, ValueSource.USER),
                plain(action.hardcodedValues(), ValueSource.HARDCODED),
                fromBrokers(action, values));
    }

    private static Map<String, ResolvedVariable> plain(Map<String, Object> values, ValueSource source) {
        Map<String, ResolvedVariable> offer = new HashMap<>();
        values.forEach((name, value) -> offer.put(name, new ResolvedVariable(name, value, source)));
        return offer;
    }

    private static Map<String, ResolvedVariable> fromBrokers(ActionDefinition action, Collection<BrokerValue> values) {
        Map<String, ResolvedVariable> offer = new HashMap<>();
        action.brokerMappings()
                .forEach((name, broker) -> mostSpecific(action, broker, values)
                        .ifPresent(found -> offer.put(
                                name,
                                new ResolvedVariable(name, found.value(), ValueSource.BROKER, broker, found.scope()))));
        return offer;
    }

    private static Optional<BrokerValue> mostSpecific(
            ActionDefinition action, UUID broker, Collection<BrokerValue> values) {
        return values.stream()
                .filter(value -> value.brokerId().equals(broker)
                        && action.contextScopes().contains(value.scope()))
                .min(Comparator.comparing(BrokerValue::scope));
    }
}
