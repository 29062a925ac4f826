package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit job logs}. */
@Command(
        name = "logs",
        description = "Prints the end of the server's log, as far as it speaks of the job.",
        footer = {
            "",
            "Examples:",
            "  godwit job logs orders",
            "  godwit job logs orders --lines 1000 | grep retry",
            "  godwit job logs orders -f",
            "",
            "Ctrl-C ends -f and nothing else. Exit: 0 done, 2 usage, 5 no such job, 6 no server, 130 Ctrl-C."
        })
final class JobLogs implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Of a second in which much happens; what is more is told as left out. */
    private static final int EACH_TIME = 1000;

    /** So many lines, each with its time, are never written twice. */
    private static final int TAIL = 5;

    @Parameters(paramLabel = "NAME", description = "Name or id of the job.")
    private String name;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "200",
            description = "At most. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on.")
    private boolean follow;

    @Option(names = "--json", description = "Event lines instead of text.")
    private boolean json;

    @Mixin
    private Connection connection;

    private long seq;

    @Override
    public Integer call() {
        try (var client = connection.open()) {
            var seen = client.log(name, lines);
            seen.forEach(this::print);
            while (follow) {
                connection.screen().out().flush();
                Polling.pause(PAUSE);
                var now = client.log(name, EACH_TIME);
                added(seen, now).forEach(this::print);
                seen = now;
            }
        }
        connection.screen().out().flush();
        return ExitCode.OK;
    }

    private void print(String line) {
        var out = connection.screen().out();
        if (json) {
            out.println(dev.godwit.api.Json.STRICT.writeValueAsString(
                    new JobEvent.Note(++seq, Instant.now(), name, null, line)));
        } else {
            out.println(Cells.harmless(line));
        }
    }

    /** The lines at the end that were not there before: both are ends of one growing text. */
    static List<String> added(List<String> before, List<String> now) {
        for (int end = now.size(); end > 0; end--) {
            int tail = Math.min(TAIL, Math.min(before.size(), end));
            boolean same = tail > 0
                    && now.subList(end - tail, end).equals(before.subList(before.size() - tail, before.size()));
            if (same) {
                return now.subList(end, now.size());
            }
        }
        return now;
    }
}
