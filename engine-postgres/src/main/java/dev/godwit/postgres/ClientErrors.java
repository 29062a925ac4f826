package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import java.util.List;
import java.util.stream.Collectors;

/** Turns what PostgreSQL's client programs say into failures with a code. */
final class ClientErrors {

    private static final List<String> LOST = List.of(
            "server closed the connection",
            "no connection to the server",
            "terminating connection",
            "the database system is",
            "connection not open",
            "could not receive data",
            "could not send data",
            "connection to server was lost",
            "SSL SYSCALL error",
            "SSL error",
            "SSL connection has been closed unexpectedly",
            "deadlock detected",
            "too many clients",
            "remaining connection slots",
            "canceling statement due to lock timeout",
            "canceling statement due to user request");

    private ClientErrors() {}

    /** Whether a message speaks of a trouble that may clear by itself. */
    static boolean isTransient(String message) {
        return LOST.stream().anyMatch(message::contains);
    }

    /** @param doing which program, on which server */
    static Failure failure(String doing, List<String> lines) {
        String said = lines.stream()
                .filter(line -> line.contains("error:") || line.contains("fatal:"))
                .map(ClientErrors::withoutProgram)
                .limit(3)
                .collect(Collectors.joining("; "));
        return Failure.of(code(said))
                .found("%s: %s", doing, said.isEmpty() ? "it ended without a word" : said)
                .build();
    }

    private static String withoutProgram(String line) {
        return line.replaceFirst("^pg_(dump|restore): (error: |fatal: )?", "");
    }

    private static FailureCode code(String said) {
        if (isTransient(said)) {
            return CoreFailure.TRANSIENT_TROUBLE;
        }
        if (said.contains("password authentication failed") || said.contains("no pg_hba.conf entry")) {
            return CoreFailure.SIGN_IN_REFUSED;
        }
        if (said.contains("No space left")) {
            return CoreFailure.DISK_FULL;
        }
        return said.contains("connection to server") || said.contains("could not connect")
                ? CoreFailure.SERVER_UNREACHABLE
                : PostgresFailure.CLIENT_PROGRAM_FAILED;
    }
}
