package dev.godwit.demo;

import dev.godwit.api.JobEvent;
import dev.godwit.api.JobRequest;
import dev.godwit.api.Json;
import dev.godwit.cli.ExitCode;
import dev.godwit.cli.Output;
import dev.godwit.cli.Performance;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit demo}: a whole migration, under load, on servers of its own. */
@Command(
        name = "demo",
        description = "Moves a database between two servers that it starts itself, while applications write.",
        footer = {
            "",
            "Examples:",
            "  godwit demo",
            "  godwit demo --rows 5000000 --from-version 12 --to-version 18",
            "  godwit demo --keep          leaves both servers running, to look at",
            "  godwit demo --console       waits for you to perform it in the web console",
            "",
            "Exit: 0 when every row is equal on both sides, by a comparison that shares no code with Godwit's own."
        })
final class Demo implements Callable<Integer> {

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "About how many rows. Default: ${DEFAULT-VALUE}, some 15 to 30 seconds on two cores.")
    private long rows;

    @Option(
            names = "--from-version",
            paramLabel = "MAJOR",
            defaultValue = "15",
            description = "Version of the source, 10 to 18. Default: ${DEFAULT-VALUE}.")
    private int fromVersion;

    @Option(
            names = "--to-version",
            paramLabel = "MAJOR",
            defaultValue = "17",
            description = "Version of the target. Default: ${DEFAULT-VALUE}.")
    private int toVersion;

    @Option(names = "--keep", description = "Leave both servers running.")
    private boolean keep;

    @Option(
            names = "--console",
            description = "Serve the web console, and let a person start, watch and promote the migration there.")
    private boolean console;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "7411",
            description =
                    "Where the console listens, on this machine only; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (console && output.json()) {
            throw new ParameterException(spec.commandLine(), "--console is for people: it does not go with --json.");
        }
        var show = new Performance(output);
        Path data = Files.createTempDirectory("godwit-demo");
        long began = System.nanoTime();
        try (var source = PostgresServer.start(fromVersion);
                var target = PostgresServer.start(toVersion)) {
            target.execute("postgres", "CREATE DATABASE " + Shop.NAME);
            String versions = "PostgreSQL %d → %d".formatted(fromVersion, toVersion);
            show.step("Servers", versions, since(began));
            int exitCode = console
                    ? new ConsoleDemo(show, source, target).perform(data, port, rows)
                    : perform(show, source, target, data, began);
            if (keep) {
                keep(show, source, target);
            }
            return exitCode;
        } finally {
            delete(data);
        }
    }

    private int perform(Performance show, PostgresServer source, PostgresServer target, Path data, long began) {
        long filling = System.nanoTime();
        var shop = Shop.open(source, rows);
        show.step("Data", "about %s rows; applications write on".formatted(Performance.count(rows)), since(filling));
        var applications = new Applications(shop.write());
        try (applications) {
            var end = show.migrate(
                    request(source, target), source.password(), target.password(), data, applications::hear);
            var result = end.result();
            if (result == null) {
                show.line(keep ? "" : "The demo's servers and their data are gone; godwit demo begins anew.");
                return end.exitCode();
            }
            applications.close();
            return verdict(show, source, target, result, applications.commits(), began);
        }
    }

    private static JobRequest request(PostgresServer source, PostgresServer target) {
        return Json.STRICT.convertValue(
                Map.of("source", source.url(Shop.NAME), "target", target.url(Shop.NAME), "promote", "auto"),
                JobRequest.class);
    }

    private int verdict(
            Performance show,
            PostgresServer source,
            PostgresServer target,
            JobEvent.Result result,
            long commits,
            long began) {
        if (!show.drawn()) {
            show.step("Full dump", "%s bytes".formatted(Performance.count(orZero(result.bytes()))), null);
        }
        show.step(
                "Changes",
                "%s in %s commits meanwhile"
                        .formatted(Performance.count(orZero(result.changes())), Performance.count(commits)),
                null);
        show.step("Writes", "waited %s".formatted(Performance.time(orZero(result.writePauseMs()))), null);
        long comparing = System.nanoTime();
        var differences = Shop.differences(source, target);
        int exitCode = differences.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
        if (differences.isEmpty()) {
            show.step(
                    "Equal",
                    "%d/%d tables, compared once more by other code"
                            .formatted(orZero(result.tablesEqual()), orZero(result.tables())),
                    since(comparing));
        } else {
            show.failed("Different", differences);
        }
        result.leftToDo().forEach(task -> show.line("  left for you: " + task));
        show.line("Done in %s. Yours: godwit migrate --source … --target …".formatted(Performance.time(since(began))));
        show.result(result, exitCode);
        return exitCode;
    }

    private static void keep(Performance show, PostgresServer source, PostgresServer target) {
        source.release();
        target.release();
        show.line("Both servers go on (password %s):".formatted(source.password()));
        show.line("  source  %s  stop with: kill %d".formatted(source.url(Shop.NAME), source.pid()));
        show.line("  target  %s  stop with: kill %d".formatted(target.url(Shop.NAME), target.pid()));
    }

    private static long orZero(@org.jspecify.annotations.Nullable Number number) {
        return number == null ? 0 : number.longValue();
    }

    private static long since(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
