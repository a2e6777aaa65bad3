package dev.spectrum.gateway.connections.vault;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/** Makes and changes keyset files, for operators: {@code new}, {@code add}, {@code promote}, {@code prune}. */
public final class KeysetCommand {

    private static final String USAGE = """
            keyset new FILE      a keyset with one key
            keyset add FILE      adds a key, which only decrypts for now
            keyset promote FILE  the newest key encrypts from now on
            keyset prune FILE    only the key that encrypts stays""";

    private KeysetCommand() {}

    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** @return the exit code */
    static int run(PrintStream out, String... arguments) {
        if (arguments.length != 2) {
            out.println(USAGE);
            return 2;
        }
        Path file = Path.of(arguments[1]);
        try {
            switch (arguments[0]) {
                case "new" -> create(file);
                case "add" -> replace(file, read(file).withNewKey());
                case "promote" -> replace(file, read(file).withNewestPrimary());
                case "prune" -> replace(file, read(file).withoutOldKeys());
                default -> {
                    out.println(USAGE);
                    return 2;
                }
            }
            Keyset now = read(file);
            out.println("keys " + now.ids() + ", encrypts with " + now.primaryId());
            return 0;
        } catch (IOException | GeneralSecurityException failed) {
            out.println("Not done: " + failed.getClass().getSimpleName() + " with " + file);
            return 1;
        }
    }

    private static Keyset read(Path file) throws IOException, GeneralSecurityException {
        return Keyset.parse(Files.readString(file));
    }

    /** Keys that are there are never overwritten. */
    private static void create(Path file) throws IOException, GeneralSecurityException {
        String made = Keyset.make().write();
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, made);
    }

    /** At once: a reader sees the old keys or the new ones. */
    private static void replace(Path file, Keyset keyset) throws IOException, GeneralSecurityException {
        Path beside = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "keyset",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, keyset.write());
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
