package dev.spectrum.conversation.attachments.vendor;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * Writes the text of one PDF to its standard output. A program of its own, with little memory and no secrets: a PDF of a few
 * kilobytes can unfold to gigabytes, or keep a reader busy for ever, and whoever started this can end it.
 */
final class PdfTextProgram {

    /** A JVM that runs out of memory ends with 3, one that is killed with more than 128. */
    static final int ENCRYPTED = 10;

    static final int UNREADABLE = 11;

    private PdfTextProgram() {}

    /** @param arguments the file, how many characters of its text are wanted, and after how many milliseconds to give up */
    public static void main(String[] arguments) {
        // What is told to people stands in the exit status; what libraries want to say is for nobody.
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        // Whoever started this may be gone.
        Thread.ofPlatform().daemon().start(() -> giveUpAfter(Long.parseLong(arguments[2])));
        Runtime.getRuntime().halt(run(new File(arguments[0]), Integer.parseInt(arguments[1])));
    }

    private static void giveUpAfter(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(UNREADABLE);
    }

    private static int run(File file, int characters) {
        try (PDDocument document = Loader.loadPDF(file);
                Writer out = new Limited(System.out, characters)) {
            new PDFTextStripper().writeText(document, out);
            return 0;
        } catch (Enough enough) {
            return 0;
        } catch (InvalidPasswordException secret) {
            return ENCRYPTED;
        } catch (IOException | RuntimeException broken) {
            return UNREADABLE;
        }
    }

    private static final class Enough extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Writes through, so that nothing is lost where it ends in the middle. */
    private static final class Limited extends Writer {

        private final PrintStream out;
        private int left;

        Limited(PrintStream out, int characters) {
            this.out = out;
            this.left = characters;
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            int some = Math.min(length, left);
            out.write(new String(text, offset, some).getBytes(StandardCharsets.UTF_8));
            left -= some;
            if (left == 0) {
                out.flush();
                throw new Enough();
            }
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
