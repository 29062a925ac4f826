package dev.godwit.cli;

import dev.godwit.api.FailureView;
import dev.godwit.api.JobEvent;
import dev.godwit.api.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How command lines are read, and what is said about those that cannot be. */
final class Parsing {

    private static final String UNFORESEEN = "GW-0999";
    private static final String NOBODY_FORESAW = "something happened that nobody foresaw";
    private static final String REPORT = "Please report it with the log.";
    private static final Pattern PREFIX = Pattern.compile("^Error: ");

    private Parsing() {}

    /** Applies to all commands, so it comes after the last is added. */
    static void configure(CommandLine line) {
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler(Parsing::refuse);
        line.setExecutionExceptionHandler((e, command, parsed) -> ended(e, command, parsed.originalArgs()));
        addHelp(line);
    }

    private static void addHelp(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec().mixinStandardHelpOptions(true);
            addHelp(command);
        }
    }

    private static int refuse(ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        List<String> unknown = e.getCommandLine().getUnmatchedArguments();
        if (e instanceof MissingParameterException && !unknown.isEmpty()) {
            // A required option is missing because its name is misspelt: say that, it is the cause.
            return refuse(new UnmatchedArgumentException(e.getCommandLine(), unknown), arguments);
        }
        String see = "See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        if (List.of(arguments).contains("--json")) {
            var what = new FailureView("GW-0209", "a request is not understood", firstLine(e), near(e) + see);
            tell(e.getCommandLine(), LastEvents.of(what, "REFUSED", ExitCode.USAGE));
            return ExitCode.USAGE;
        }
        err.println("error: " + firstLine(e));
        if (!near(e).isEmpty()) {
            err.println("  " + near(e).strip());
        }
        err.println("  " + see);
        err.flush();
        return ExitCode.USAGE;
    }

    /** The options or commands that were perhaps meant, as a sentence; empty when there are none. */
    private static String near(ParameterException e) {
        List<String> near = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return near.isEmpty()
                ? ""
                : "Did you mean: " + String.join(", ", near.stream().limit(3).toList()) + "? ";
    }

    private static void tell(CommandLine command, List<JobEvent> events) {
        events.forEach(event -> command.getOut().println(Json.STRICT.writeValueAsString(event)));
        command.getOut().flush();
    }

    /** Picocli calls some of its messages errors itself, and says a word twice. */
    private static String firstLine(ParameterException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        String line = message.lines().findFirst().orElse("");
        return PREFIX.matcher(line).replaceFirst("").replace("option option ", "option ");
    }

    private static int ended(Exception e, CommandLine command, List<String> arguments) {
        var screen = Main.screen(command.getCommandSpec());
        boolean json = arguments.contains("--json");
        if (!(e instanceof Refusal refusal)) {
            if (json) {
                tell(
                        screen,
                        new FailureView(UNFORESEEN, NOBODY_FORESAW, e.getClass().getSimpleName(), REPORT),
                        ExitCode.FAILED);
            }
            return unforeseen(e, command);
        }
        if (json) {
            tell(screen, refusal.failure(), refusal.exitCode());
            return refusal.exitCode();
        }
        var look = Look.of(screen.errIsTerminal(), Look.When.AUTO, screen.environment());
        String then = "same command again (nothing was changed; exit %d)".formatted(refusal.exitCode());
        new ErrorBlock(screen.err(), look).print(refusal.failure(), then);
        return refusal.exitCode();
    }

    private static void tell(Screen screen, FailureView what, int exitCode) {
        var lines = new JsonLines(screen.out());
        String outcome = exitCode == ExitCode.FAILED ? "FAILED" : "REFUSED";
        LastEvents.of(what, outcome, exitCode).forEach(lines::tell);
    }

    private static int unforeseen(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        err.println("error %s: %s: ".formatted(UNFORESEEN, NOBODY_FORESAW)
                + e.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        err.println("  do     " + REPORT);
        if (System.getenv("GODWIT_DEBUG") != null) {
            e.printStackTrace(err);
        }
        err.flush();
        return ExitCode.FAILED;
    }
}
