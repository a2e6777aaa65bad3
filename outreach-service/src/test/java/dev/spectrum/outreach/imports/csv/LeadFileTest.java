package dev.spectrum.outreach.imports.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spectrum.outreach.imports.csv.LeadFile.Row;
import dev.spectrum.outreach.imports.csv.LeadFile.UnusableFile;
import dev.spectrum.outreach.imports.domain.Column;
import dev.spectrum.outreach.imports.domain.ColumnMapping;
import dev.spectrum.outreach.imports.domain.Header;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadFileTest {

    /** The one read last. */
    private @Nullable LeadFile file;

    @Test
    void readsCellsByTheirHeaders() throws Exception {
        List<Row> rows = read("E-Mail,First Name,Shoe size\nann@x.test,Ann,38\n");
        assertThat(known(rows.getFirst())).isEqualTo(Map.of(Column.EMAIL, "ann@x.test", Column.FIRST_NAME, "Ann"));
        assertThat(custom(rows.getFirst())).isEqualTo(Map.of("shoe_size", "38"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsOutWhatSeparatesCells(String delimiter) throws Exception {
        List<Row> rows = read("email,city,company\nann@x.test,Leeds,Initech\n".replace(",", delimiter));
        assertThat(known(rows.getFirst())).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsLinesHoweverTheyEnd(String end) throws Exception {
        List<Row> rows = read("email,city" + end + "a@x.test,Leeds" + end + end + "b@x.test,Hull");
        assertThat(rows).extracting(Row::line).containsExactly(2L, 4L);
        assertThat(known(rows.getLast())).containsEntry(Column.CITY, "Hull");
    }

    @Test
    void readsQuotedCommasQuotesAndLines() throws Exception {
        List<Row> rows = read("email,company,note\r\n"
                + "a@x.test,\"Smith, Lee \"\"&\"\" Co\",\"one\r\ntwo\"\r\n"
                + "b@x.test,5\" pipes,plain\r\n");
        assertThat(known(rows.getFirst())).containsEntry(Column.COMPANY, "Smith, Lee \"&\" Co");
        assertThat(custom(rows.getFirst())).isEqualTo(Map.of("note", "one two"));
        assertThat(rows.get(1).line()).isEqualTo(4);
        assertThat(known(rows.get(1))).containsEntry(Column.COMPANY, "5\" pipes");
    }

    @Test
    void aQuoteThatIsNeverClosedCostsItsOwnLineAndNoOther() throws Exception {
        List<Row> rows =
                read("email,company\na@x.test,\"Broken\nb@x.test,Fine\nc@x.test,\"Also, fine\"\nd@x.test,Fine\n");
        assertThat(rows.getFirst())
                .isEqualTo(
                        new Row.Unreadable(2, "a quote is opened here and not closed", List.of("a@x.test,\"Broken")));
        assertThat(rows.subList(1, 4)).allSatisfy(row -> assertThat(row).isInstanceOf(Row.Cells.class));
        assertThat(rows).hasSize(4);
    }

    @Test
    void sayWhatIsWrongWithARowAndGoesOn() throws Exception {
        List<Row> rows =
                read("email,company\na@x.test\nb@x.test,B,C\n\"c@x.test,Whole\"\n\"d@x.test\"x,D\ne@x.test,E\n");
        assertThat(rows)
                .startsWith(
                        new Row.Unreadable(2, "1 column where the header has 2", List.of("a@x.test")),
                        new Row.Unreadable(3, "3 columns where the header has 2", List.of("b@x.test", "B", "C")),
                        new Row.Unreadable(4, "1 column where the header has 2", List.of("c@x.test,Whole")),
                        new Row.Unreadable(5, "the quotes in this line don't fit", List.of("\"d@x.test\"x,D")));
        assertThat(rows.getLast()).isInstanceOf(Row.Cells.class);
    }

    @Test
    void aLineWithoutEndCostsItself() throws Exception {
        List<Row> rows = read("email,company\na@x.test," + "x".repeat(10_000_000) + "\nb@x.test,B\n");
        assertThat(rows.getFirst()).isInstanceOfSatisfying(Row.Unreadable.class, refused -> {
            assertThat(refused.line()).isEqualTo(2);
            assertThat(refused.reason()).isEqualTo("the line is longer than a million characters");
            assertThat(refused.cells().getFirst()).startsWith("a@x.test,xxx").hasSizeLessThan(2100);
        });
        assertThat(rows.getLast().line()).isEqualTo(3);
        assertThat(rows).hasSize(2);
    }

    @Test
    void aFileThatIsOneLineOfTenMillionCharactersIsRefused() {
        assertThatThrownBy(() -> read("x".repeat(10_000_000))).isInstanceOf(UnusableFile.class);
        assertThatThrownBy(() -> read("\"" + "x".repeat(10_000_000))).isInstanceOf(UnusableFile.class);
    }

    @Test
    void anotherDelimiterThanTheFourIsSaidToBeWrong() {
        assertThatThrownBy(() -> read("email^city\nann@x.test^Leeds\n"))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("Commas, semicolons, tabs or bars separate columns.");
    }

    @Test
    void rowsThatAreSeparatedOtherwiseThanTheHeaderAreRefusedOneByOne() throws Exception {
        List<Row> rows = read("email,city\nann@x.test;Leeds\nbob@x.test,Hull\n");
        assertThat(rows.getFirst())
                .isEqualTo(new Row.Unreadable(2, "1 column where the header has 2", List.of("ann@x.test;Leeds")));
        assertThat(known(rows.getLast())).containsEntry(Column.CITY, "Hull");
    }

    @Test
    void aFormulaIsTextAndNothingElse() throws Exception {
        List<Row> rows = read("email,company,note\na@x.test,=1+1,\"=HYPERLINK(\"\"http://x.test\"\")\"\n");
        assertThat(known(rows.getFirst())).containsEntry(Column.COMPANY, "=1+1");
        assertThat(custom(rows.getFirst())).containsEntry("note", "=HYPERLINK(\"http://x.test\")");
    }

    @Test
    void aFileThatIsNeitherUtf8NorMarkedIsReadAsWindows1252WhereverItsFirstSpecialCharacterStands() throws Exception {
        String text = "email,company\n" + "a@x.test,Plain\n".repeat(1000) + "b@x.test,M\u00fcller\n";
        List<Row> rows = read(text.getBytes(StandardCharsets.ISO_8859_1), ColumnMapping.NONE);
        assertThat(known(rows.getLast())).containsEntry(Column.COMPANY, "M\u00fcller");
        rows = read(text.getBytes(StandardCharsets.UTF_8), ColumnMapping.NONE);
        assertThat(known(rows.getLast())).containsEntry(Column.COMPANY, "M\u00fcller");
    }

    @Test
    void aFileOfFarTooManyColumnsIsRefused() {
        assertThatThrownBy(() -> read("email" + ",x".repeat(1000) + "\n"))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("1001 columns");
    }

    @Test
    void aFileOfOpenQuotesIsReadInReasonableTime() throws Exception {
        List<Row> rows = read("email,company\n" + "a@x.test,\"open\n".repeat(20_000));
        assertThat(rows).hasSize(20_000);
    }

    @Test
    void readsUtf8WithAndWithoutItsMarkUtf16AndLatin1() throws Exception {
        String text = "email,company\na@x.test,Müller & Söhne\n";
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] marked = new byte[utf8.length + 3];
        marked[0] = (byte) 0xEF;
        marked[1] = (byte) 0xBB;
        marked[2] = (byte) 0xBF;
        System.arraycopy(utf8, 0, marked, 3, utf8.length);
        for (byte[] bytes : List.of(
                utf8,
                marked,
                text.getBytes(StandardCharsets.UTF_16LE),
                text.getBytes(StandardCharsets.UTF_16BE),
                ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE),
                ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE),
                text.getBytes(StandardCharsets.ISO_8859_1))) {
            assertThat(known(read(bytes, ColumnMapping.NONE).getFirst()))
                    .isEqualTo(Map.of(Column.EMAIL, "a@x.test", Column.COMPANY, "Müller & Söhne"));
        }
        byte[] windows = "email,company\na@x.test,O’Neill – Co\n".getBytes(Charset.forName("windows-1252"));
        assertThat(known(read(windows, ColumnMapping.NONE).getFirst())).containsEntry(Column.COMPANY, "O’Neill – Co");
    }

    @Test
    void aMappingSaysWhatColumnsMean() throws Exception {
        ColumnMapping mapping = new ColumnMapping(Map.of(
                "Betrieb", Optional.of(Column.COMPANY), "Post", Optional.of(Column.EMAIL), "City", Optional.empty()));
        List<Row> rows = read("Betrieb;Post;City\nInitech;a@x.test;Leeds\n".getBytes(StandardCharsets.UTF_8), mapping);
        assertThat(known(rows.getFirst())).isEqualTo(Map.of(Column.COMPANY, "Initech", Column.EMAIL, "a@x.test"));
        assertThat(custom(rows.getFirst())).isEmpty();
    }

    @Test
    void ofSeveralColumnsThatMeanTheSameTheFirstFilledCounts() throws Exception {
        List<Row> rows =
                read("email,mobile,work phone\na@x.test,,+441632960001\nb@x.test,+441632960002,+441632960003\n");
        assertThat(known(rows.get(0))).containsEntry(Column.PHONE, "+441632960001");
        assertThat(known(rows.get(1))).containsEntry(Column.PHONE, "+441632960002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "company,city\nInitech,Leeds\n", "ann@x.test,Ann\n", "\u0000\u0001PK"})
    void aFileThatDoesNotSayWhoItsLeadsAreIsRefusedAsAWhole(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UnusableFile.class);
    }

    @Test
    void aMappingOfAColumnThatIsNotThereIsRefused() {
        ColumnMapping mapping = new ColumnMapping(Map.of("Firma", Optional.of(Column.COMPANY)));
        assertThatThrownBy(() -> read("email\na@x.test\n".getBytes(StandardCharsets.UTF_8), mapping))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("Firma");
    }

    @Test
    void aColumnsNameHasNoControlCharactersAndAnEnd() throws Exception {
        read("email,a\0b\na@x.test,1\n");
        assertThat(Objects.requireNonNull(file).header().names()).containsExactly("email", "a b");
        assertThatThrownBy(() -> read("email," + "x".repeat(201) + "\na@x.test,1\n"))
                .isInstanceOf(UnusableFile.class);
    }

    private List<Row> read(String text) throws IOException, UnusableFile {
        return read(text.getBytes(StandardCharsets.UTF_8), ColumnMapping.NONE);
    }

    private List<Row> read(byte[] bytes, ColumnMapping mapping) throws IOException, UnusableFile {
        TextEncoding.Detector encoding = new TextEncoding.Detector();
        // In parts that characters reach across.
        for (int begin = 0; begin < bytes.length; begin += 1000) {
            encoding.add(ByteBuffer.wrap(bytes, begin, Math.min(1000, bytes.length - begin)));
        }
        LeadFile leads = LeadFile.open(encoding.detected().read(new ByteArrayInputStream(bytes)), mapping);
        file = leads;
        List<Row> rows = new ArrayList<>();
        for (Optional<Row> row = leads.next(); row.isPresent(); row = leads.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    private Map<Column, String> known(Row row) {
        return cells(row).known();
    }

    private Map<String, String> custom(Row row) {
        return cells(row).custom();
    }

    private Header.Cells cells(Row row) {
        return Objects.requireNonNull(file).header().cells(((Row.Cells) row).cells());
    }
}
