package dev.spectrum.conversation.attachments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileTypeTest {

    @Test
    void isToldByWhatIsInAFile() {
        assertThat(FileType.of(bytes("%PDF-1.7 ..."))).contains(FileType.PDF);
        assertThat(FileType.of(bytes("\u0089PNG\r\n\u001a\n..."))).contains(FileType.PNG);
        assertThat(FileType.of(bytes("\u00ff\u00d8\u00ff\u00e0..."))).contains(FileType.JPEG);
        assertThat(FileType.of(bytes("GIF89a..."))).contains(FileType.GIF);
        assertThat(FileType.of(bytes("RIFF\u0001\u0002\u0003\u0004WEBPVP8 "))).contains(FileType.WEBP);
        assertThat(FileType.of(bytes("name,company\nDana,Northwind\n"))).contains(FileType.TEXT);
        assertThat(FileType.of("<svg/> Grüße 你好 🙂".getBytes(StandardCharsets.UTF_8)))
                .contains(FileType.TEXT);
    }

    @Test
    void whatIsNeitherTextNorKnownIsNothing() {
        assertThat(FileType.of(bytes("\u007fELF\u0002\u0001\u0001\0"))).isEmpty();
        assertThat(FileType.of(bytes("PK\u0003\u0004...\0"))).isEmpty();
        assertThat(FileType.of(bytes("RIFF\u0001\u0002\u0003\u0004WAVEfmt "))).isEmpty();
        assertThat(FileType.of(bytes("Gr\u00fc\u00dfe in Latin-1"))).isEmpty();
        assertThat(FileType.of(bytes("a\0b"))).isEmpty();
        assertThat(FileType.of(bytes("MZ\u0090"))).isEmpty();
    }

    @Test
    void textIsReadWithAndWithoutAByteOrderMark() {
        assertThat(PlainText.of("\ufeffHi".getBytes(StandardCharsets.UTF_8))).contains("Hi");
        assertThat(PlainText.of("\ufeffHi".getBytes(StandardCharsets.UTF_16LE))).contains("Hi");
        assertThat(PlainText.of("Hi".getBytes(StandardCharsets.UTF_16))).contains("Hi");
        assertThat(PlainText.of(new byte[] {(byte) 0xff, (byte) 0xfe, 0x41})).isEqualTo(Optional.empty());
    }

    @Test
    void aNameHasNoFoldersAndNothingThatDoesMoreThanName() {
        assertThat(Attachment.nameOf("../../etc/passwd")).isEqualTo("passwd");
        assertThat(Attachment.nameOf("C:\\docs\\a b.pdf")).isEqualTo("a b.pdf");
        assertThat(Attachment.nameOf("a\r\nb\"><\u202efdp")).isEqualTo("a  b    fdp");
        assertThat(Attachment.nameOf("")).isEqualTo("file");
        assertThat(Attachment.nameOf("x".repeat(300))).hasSize(200);
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
