package dev.spectrum.agent.actions.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.agent.brokers.domain.BrokerValue;
import dev.spectrum.agent.brokers.domain.Scope;
import dev.spectrum.agent.prompts.domain.Filling;
import dev.spectrum.agent.prompts.domain.Variable;
import dev.spectrum.agent.prompts.domain.VariableType;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.agent.runs.domain.ValueSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The precedence of sources and scopes, against an oracle that spells it out. */
class OffersTest {

    private static final UUID BROKER = new UUID(0, 7);

    /** One variable's world: what each source would say, and which scopes are looked at. */
    record World(
            @Nullable String user,
            @Nullable String hardcoded,
            @Nullable String byDefault,
            boolean mapped,
            Map<Scope, String> held,
            List<Scope> looked) {}

    @Property(tries = 2000)
    void theStrongestSourceAndTheMostSpecificScopeWin(@ForAll("worlds") World world) {
        Filling filling = resolve(world);
        assertThat(filling.variables().stream().findFirst()).isEqualTo(oracle(world));
        assertThat(filling.missing()).hasSize(oracle(world).isPresent() ? 0 : 1);
    }

    @Property
    void aStrongerSourceNeverGivesWay(@ForAll("worlds") World world) {
        World told = new World("told", world.hardcoded, world.byDefault, world.mapped, world.held, world.looked);
        assertThat(resolve(told).variables().getFirst().value()).isEqualTo("told");
    }

    @Property
    void scopesThatTheActionDoesNotNameChangeNothing(@ForAll("worlds") World world) {
        Map<Scope, String> named = new HashMap<>(world.held);
        named.keySet().retainAll(world.looked);
        assertThat(resolve(world))
                .isEqualTo(resolve(
                        new World(world.user, world.hardcoded, world.byDefault, world.mapped, named, world.looked)));
    }

    @Property
    void anotherBrokersValuesChangeNothing(@ForAll("worlds") World world) {
        List<BrokerValue> foreign = new ArrayList<>(values(world));
        for (Scope scope : Scope.values()) {
            foreign.add(new BrokerValue(new UUID(0, 8), scope, "foreign"));
        }
        assertThat(resolve(world, foreign)).isEqualTo(resolve(world));
    }

    private static Optional<ResolvedVariable> oracle(World world) {
        if (says(world.user)) {
            return Optional.of(new ResolvedVariable("x", Objects.requireNonNull(world.user), ValueSource.USER));
        }
        if (says(world.hardcoded)) {
            return Optional.of(
                    new ResolvedVariable("x", Objects.requireNonNull(world.hardcoded), ValueSource.HARDCODED));
        }
        if (world.mapped) {
            for (Scope scope : List.of(Scope.TASK, Scope.PROJECT, Scope.WORKSPACE, Scope.USER, Scope.TENANT)) {
                if (world.looked.contains(scope) && world.held.containsKey(scope)) {
                    return Optional.of(new ResolvedVariable(
                            "x", Objects.requireNonNull(world.held.get(scope)), ValueSource.BROKER, BROKER, scope));
                }
            }
        }
        return Optional.ofNullable(world.byDefault)
                .filter(OffersTest::says)
                .map(value -> new ResolvedVariable("x", value, ValueSource.DEFAULT));
    }

    /** The variable is required: a text that says nothing is none. */
    private static boolean says(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    private static Filling resolve(World world) {
        return resolve(world, values(world));
    }

    private static List<BrokerValue> values(World world) {
        return world.held.entrySet().stream()
                .map(entry -> new BrokerValue(BROKER, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Filling resolve(World world, List<BrokerValue> values) {
        ActionDefinition action = new ActionDefinition(
                "a",
                new UUID(0, 1),
                world.mapped ? Map.of("x", BROKER) : Map.of(),
                one(world.hardcoded),
                world.looked,
                new ActionDefinition.ExecutionConfig(false, true, true));
        Variable variable = new Variable("x", VariableType.TEXT, world.byDefault, true, List.of(), "");
        return Filling.of(List.of(variable), Offers.of(action, one(world.user), values));
    }

    private static Map<String, Object> one(@Nullable String value) {
        return value == null ? Map.of() : Map.of("x", value);
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<@Nullable String> text = Arbitraries.of("a", "b", "").injectNull(0.5);
        Arbitrary<Map<Scope, String>> held =
                Arbitraries.maps(Arbitraries.of(Scope.class), Arbitraries.of("s", "t", "u"));
        Arbitrary<List<Scope>> looked = Arbitraries.of(Scope.class).set().map(scopes -> List.copyOf(scopes));
        return Combinators.combine(text, text, text, Arbitraries.of(true, false), held, looked)
                .as(World::new);
    }
}
