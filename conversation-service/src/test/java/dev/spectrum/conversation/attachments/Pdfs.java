package dev.spectrum.conversation.attachments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** PDFs as people, and others, make them. */
public final class Pdfs {

    private Pdfs() {}

    public static byte[] saying(String text) throws IOException {
        try (PDDocument document = page(text)) {
            return saved(document);
        }
    }

    public static byte[] encrypted(String text) throws IOException {
        try (PDDocument document = page(text)) {
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            return saved(document);
        }
    }

    public static byte[] withoutText() throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            return saved(document);
        }
    }

    /** Some kilobytes that unfold to so many millions of letters on one page. */
    public static byte[] unfoldingTo(int millions) throws IOException {
        try (PDDocument document = page("x")) {
            PDPage page = document.getPage(0);
            String font = page.getResources().getFontNames().iterator().next().getName();
            ByteArrayOutputStream folded = new ByteArrayOutputStream();
            try (OutputStream fold = new DeflaterOutputStream(folded)) {
                fold.write(("BT /" + font + " 12 Tf ").getBytes(StandardCharsets.US_ASCII));
                byte[] million =
                        ("(" + "x".repeat(100) + ") Tj ").repeat(10_000).getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < millions; i++) {
                    fold.write(million);
                }
                fold.write("ET".getBytes(StandardCharsets.US_ASCII));
            }
            PDStream content = new PDStream(document);
            try (OutputStream raw = content.getCOSObject().createRawOutputStream()) {
                raw.write(folded.toByteArray());
            }
            content.getCOSObject().setItem(COSName.FILTER, COSName.FLATE_DECODE);
            page.setContents(content);
            return saved(document);
        }
    }

    private static PDDocument page(String text) throws IOException {
        PDDocument document = new PDDocument();
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
            content.newLineAtOffset(50, 700);
            content.showText(text);
            content.endText();
        }
        return document;
    }

    private static byte[] saved(PDDocument document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }
}
