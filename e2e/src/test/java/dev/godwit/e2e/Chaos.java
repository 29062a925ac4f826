package dev.godwit.e2e;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** {@code tools/chaos}: a migration under random faults that a seed repeats. */
final class Chaos {

    private Chaos() {}

    public static void main(String[] arguments) {
        System.exit(run(ChaosOptions.of(arguments), System.out));
    }

    /** @return 0 when all is equal, whole and tidy */
    private static int run(ChaosOptions options, PrintStream out) {
        var log = new ChaosLog(out);
        Path data = options.folder()
                .resolve(
                        "seed-" + options.seed() + "-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(data);
            ChaosRun.run(options, log, data);
            delete(data);
            out.printf("EQUAL seed %d, %d-%d: %s%n", options.seed(), options.from(), options.to(), log.summary());
            return 0;
        } catch (Exception | AssertionError e) {
            e.printStackTrace(out);
            out.printf("Godwit's folder, with its log: %s%nAgain: %s%n", data, options.command());
            out.printf("FAILED seed %d, %d-%d: %s%n", options.seed(), options.from(), options.to(), log.summary());
            return 1;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
