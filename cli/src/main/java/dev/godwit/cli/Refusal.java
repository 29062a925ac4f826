package dev.godwit.cli;

import dev.godwit.api.FailureView;
import dev.godwit.api.Problem;
import java.util.List;

/** A command that cannot go on: what to tell, and the exit code. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient FailureView failure;
    private final transient List<String> passwordNeeded;
    private final int exitCode;

    Refusal(FailureView failure, int exitCode) {
        this(failure, exitCode, List.of());
    }

    private Refusal(FailureView failure, int exitCode, List<String> passwordNeeded) {
        super(failure.code() + ": " + failure.found());
        this.failure = failure;
        this.exitCode = exitCode;
        this.passwordNeeded = passwordNeeded;
    }

    /** What the server answered. */
    static Refusal of(Problem problem) {
        int exitCode = switch (problem.status()) {
            case 400 -> ExitCode.USAGE;
            case 401, 403 -> ExitCode.NO_SERVER;
            case 404, 409 -> ExitCode.REFUSED;
            case 422 -> ExitCode.VALIDATION_FAILED;
            default -> ExitCode.FAILED;
        };
        var failure = new FailureView(problem.code(), problem.title(), problem.found(), problem.next());
        List<String> sides = problem.passwordNeeded() == null ? List.of() : problem.passwordNeeded();
        return new Refusal(failure, exitCode, sides);
    }

    /** The server is gone. */
    static Refusal noServer(String found) {
        var failure = new FailureView(
                "GW-0211",
                "the server of this command does not answer",
                found,
                "See its log in the data folder; run the same command to go on.");
        return new Refusal(failure, ExitCode.NO_SERVER);
    }

    /** The server in this process could not be started; its message names code and cause. */
    static Refusal notStarted(RuntimeException cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        var failure = new FailureView(
                "GW-0208",
                "Godwit's own data folder cannot be used",
                message.replaceFirst("^GW-0208: [^:]*: ", ""),
                "Set GODWIT_DATA to a folder that you own, with space left.");
        return new Refusal(failure, ExitCode.NO_SERVER);
    }

    FailureView failure() {
        return failure;
    }

    int exitCode() {
        return exitCode;
    }

    /** SOURCE, TARGET or both; empty when no password is missing. */
    List<String> passwordNeeded() {
        return passwordNeeded;
    }
}
