package dev.spectrum.conversation.attachments.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.conversation.attachments.AttachmentsConfig;
import dev.spectrum.conversation.attachments.PdfText.Read;
import dev.spectrum.conversation.attachments.Pdfs;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfBoxTextTest {

    @TempDir
    Path folder;

    @Test
    void readsTheTextAndNoMoreThanIsWanted() throws IOException {
        assertThat(read(Pdfs.saying("Dana Whitfield of Northwind"), Map.of()))
                .isEqualTo(new Read.Text("Dana Whitfield of Northwind\n"));
        assertThat(read(Pdfs.saying("Dana Whitfield of Northwind"), Map.of("max-characters", "3")))
                .isEqualTo(new Read.Text("Dana"));
    }

    @Test
    void saysWhatIsEncryptedAndWhatIsBroken() throws IOException {
        assertThat(read(Pdfs.encrypted("Secret"), Map.of())).isEqualTo(new Read.Encrypted());
        assertThat(read("%PDF-1.7\nno more".getBytes(java.nio.charset.StandardCharsets.US_ASCII), Map.of()))
                .isEqualTo(new Read.Unreadable());
    }

    @Test
    void whatUnfoldsToMoreThanItsMemoryKillsItsReaderAndNothingElse() throws IOException {
        byte[] bomb = Pdfs.unfoldingTo(5);
        assertThat(bomb.length).isLessThan(50_000);

        assertThat(read(bomb, Map.of("pdf-memory", "24M"))).isEqualTo(new Read.Unreadable());
    }

    @Test
    void whatTakesTooLongIsEnded() throws IOException {
        long before = children();

        assertThat(read(Pdfs.saying("Late"), Map.of("pdf-timeout", "1ms"))).isEqualTo(new Read.Unreadable());

        assertThat(children()).isEqualTo(before);
    }

    private static long children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
    }

    private Read read(byte[] pdf, Map<String, String> settings) throws IOException {
        Path file = Files.write(folder.resolve("a.pdf"), pdf);
        SmallRyeConfigBuilder config =
                new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(AttachmentsConfig.class);
        settings.forEach((name, value) -> config.withDefaultValue("spectrum.attachments." + name, value));
        return new PdfBoxText(config.build().getConfigMapping(AttachmentsConfig.class)).read(file);
    }
}
