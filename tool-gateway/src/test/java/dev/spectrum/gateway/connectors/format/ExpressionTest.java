package dev.spectrum.gateway.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final Instant MORNING = Instant.parse("2030-01-01T08:00:00.123Z");
    private static final Instant EVENING = Instant.parse("2030-01-01T20:00:00.456Z");

    @Test
    void eachEvaluationHasItsOwnTimeOnWhateverThread() throws Exception {
        Expression compiled = Expression.compile("{\"now\": $now(), \"millis\": $millis(), \"year\": $now(\"[Y]\")}");
        List<@Nullable Object> told = new ArrayList<>();
        Thread another = new Thread(() -> {
            told.add(compiled.evaluate(Map.of(), MORNING));
            told.add(compiled.evaluate(Map.of(), EVENING));
        });
        another.start();
        another.join();

        assertThat(told)
                .containsExactly(
                        Map.of("now", MORNING.toString(), "millis", MORNING.toEpochMilli(), "year", "2030"),
                        Map.of("now", EVENING.toString(), "millis", EVENING.toEpochMilli(), "year", "2030"));
    }

    @Test
    void theTimeIsThatOfTheClockAndStandsStillWithinAnEvaluation() throws Exception {
        Instant before = Instant.now();
        Object told = Expression.compile("$map([1..1000], $millis)^($)[0]").evaluate(Map.of());
        assertThat((Long) told).isBetween(before.toEpochMilli(), Instant.now().toEpochMilli());
        assertThat(Expression.compile("$count($distinct([1..1000].$millis()))").evaluate(Map.of()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$sum([1..9000000].($*2))",
                "[1..100000].[1..100000]",
                "$map([1..190000], function($v) { [1..190000] })",
                "$reduce([1..30], function($a, $i) { $append($a, $a) }, [1, 2])",
                "$pad('x', 1000000000)",
                "$pad('x', -1000000000)",
                "($s := function($t, $n) { $n = 0 ? $t : $s($t & $t, $n - 1) }; $s('xxxxxxxx', 40))",
                "($f := function($n) { $f($n + 1) + 1 }; $f(1))"
            })
    void whatWouldTakeTooMuchIsGivenUp(String greedy) throws Exception {
        Expression compiled = Expression.compile(greedy);
        assertThatThrownBy(() -> compiled.evaluate(Map.of())).isInstanceOf(MappingFailure.class);
    }

    @Test
    void whatManyVendorsAnswerIsWithinTheBounds() throws Exception {
        assertThat(Expression.compile("$sum([1..150000].($ * 2))").evaluate(Map.of()))
                .isEqualTo(22_500_150_000L);
        assertThat(Expression.compile("$pad('x', 5, '#')").evaluate(Map.of())).isEqualTo("x####");
    }
}
