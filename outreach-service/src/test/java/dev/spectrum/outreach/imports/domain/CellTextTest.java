package dev.spectrum.outreach.imports.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            38        | 38
            1,250     | 1250
            1 250     | 1250
            500+      | 500
            11-50     | 30
            201 to 500| 350
            0         | 0
            """)
    void readsHeadcountsAsPeopleWriteThem(String cell, int employees) {
        assertThat(CellText.headcount(cell)).contains(employees);
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-5", "1e3", "12.5.1", "99999999999", "=1+1", "5 people"})
    void refusesWhatIsNoHeadcount(String cell) {
        assertThat(CellText.headcount(cell)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-06-05,           2026-06-05
            2026-06-05T09:00:00Z, 2026-06-05
            2026-06-05 09:00,     2026-06-05
            2026-06,              2026-06-01
            """)
    void readsDates(String cell, LocalDate date) {
        assertThat(CellText.date(cell)).contains(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13-01", "2026-02-30", "05/06/2026", "yesterday", "2026"})
    void refusesWhatIsNoDateOrCouldBeTwo(String cell) {
        assertThat(CellText.date(cell)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            TRUE, true
            yes,  true
            1,    true
            No,   false
            0,    false
            """)
    void readsYesAndNo(String cell, boolean value) {
        assertThat(CellText.yesOrNo(cell)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "n/a", "NULL", "-", "\u00a0", "\u0000"})
    void knowsWhatStandsForNothing(String cell) {
        assertThat(CellText.cleaned(cell)).isEmpty();
    }
}
