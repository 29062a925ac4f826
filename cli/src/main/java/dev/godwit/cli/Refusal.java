package dev.godwit.cli;

import dev.godwit.api.FailureView;
import dev.godwit.api.Problem;
import dev.godwit.api.ServerRefusal;
import java.net.URI;
import java.util.List;

/** A command that cannot go on: what to tell, and the exit code. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final String NO_ANSWER = "GW-0211";
    private static final String SIGN_IN =
            "On the server's machine: godwit token create NAME --role operator; here: export GODWIT_TOKEN=…";

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
            case 404, 409, 412, 428 -> ExitCode.REFUSED;
            case 422 -> ExitCode.VALIDATION_FAILED;
            default -> ExitCode.FAILED;
        };
        String next = problem.status() == 401 ? SIGN_IN : problem.next();
        var failure = new FailureView(problem.code(), problem.title(), problem.found(), next);
        List<String> sides = problem.passwordNeeded() == null ? List.of() : problem.passwordNeeded();
        return new Refusal(failure, exitCode, sides);
    }

    /** The server is gone. */
    static Refusal noServer(String found) {
        var failure = new FailureView(
                NO_ANSWER,
                "the server of this command does not answer",
                found,
                "See its log in the data folder; repeat the command to go on.");
        return new Refusal(failure, ExitCode.NO_SERVER);
    }

    /** Nobody answers there. */
    static Refusal noServer(URI base, String found) {
        var failure = new FailureView(
                NO_ANSWER,
                "no Godwit server answers",
                "%s: %s".formatted(base, found),
                "Start one: godwit server. Another one: --server URL, or GODWIT_SERVER.");
        return new Refusal(failure, ExitCode.NO_SERVER);
    }

    /** Who answers there cannot prove to be the server. */
    static Refusal notTrusted(URI base, String found) {
        var failure = new FailureView(
                NO_ANSWER,
                "no Godwit server that can be trusted answers",
                "%s: %s".formatted(base, found),
                "Name the file with the certificate of who signed the server's: --ca FILE.");
        return new Refusal(failure, ExitCode.NO_SERVER);
    }

    /** What a person wrote, or what is not there, cannot be worked with. */
    static Refusal usage(String found, String next) {
        var failure = new FailureView("GW-0209", "a request is not understood", found, next);
        return new Refusal(failure, ExitCode.USAGE);
    }

    /** A server that did not start, or could not do what was asked of its store. */
    static Refusal of(ServerRefusal refusal) {
        return new Refusal(refusal.failure(), ExitCode.FAILED);
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
