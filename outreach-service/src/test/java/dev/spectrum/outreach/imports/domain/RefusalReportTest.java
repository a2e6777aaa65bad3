package dev.spectrum.outreach.imports.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalReportTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1", "=cmd|' /C calc'!A0"})
    void noCellIsAFormulaToASpreadsheet(String cell) {
        String row = RefusalReport.row(new RefusedRow(2, "broken", List.of(cell)));
        assertThat(row.replace("\"", "")).startsWith("2,broken,'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+14155550100", "-1", "@ann"})
    void whatWasNeutralisedIsReadAsItWas(String cell) {
        assertThat(CellText.cleaned(CellText.neutralised(cell))).isEqualTo(cell);
    }

    @Test
    void anApostropheThatIsNobodysNeutralisingStays() {
        assertThat(CellText.cleaned("'s-Hertogenbosch")).isEqualTo("'s-Hertogenbosch");
        assertThat(CellText.cleaned("O'Neill")).isEqualTo("O'Neill");
    }

    @Test
    void cellsWithCommasQuotesAndLinesAreQuoted() {
        assertThat(RefusalReport.row(new RefusedRow(3, "no, \"thanks\"", List.of("a\nb", "plain", ""))))
                .isEqualTo("3,\"no, \"\"thanks\"\"\",\"a\nb\",plain,\r\n");
    }

    @Test
    void aReasonThatRepeatsAFormulaIsTextToo() {
        assertThat(RefusalReport.header(List.of("email", "=evil"))).isEqualTo("line,reason,email,'=evil\r\n");
    }
}
