package dev.godwit.cli;

/** What a command says to the shell. */
public final class ExitCode {

    /** Done, and equal where it was compared. */
    public static final int OK = 0;

    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int VALIDATION_FAILED = 3;
    public static final int DIFFERENT = 4;
    public static final int REFUSED = 5;
    public static final int NO_SERVER = 6;
    public static final int INTERRUPTED = 130;
    public static final int TERMINATED = 143;

    private ExitCode() {}

    /** The code for how a run ended. */
    static int of(String outcome) {
        return switch (outcome) {
            case "EQUAL", "VALIDATED", "ENDED" -> OK;
            case "VALIDATION_FAILED" -> VALIDATION_FAILED;
            case "DIFFERENT", "OVERRIDDEN" -> DIFFERENT;
            case "REFUSED" -> REFUSED;
            case "STOPPED" -> INTERRUPTED;
            default -> FAILED;
        };
    }
}
