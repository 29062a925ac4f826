package dev.godwit.e2e;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a chaos run is asked for.
 *
 * @param faults  at least so many, without those of the promotion
 * @param atLeast goes on with faults in CDC until so much time is over
 * @param from    version of the source
 * @param to      version of the target
 * @param types   whether there are tables of all types, which make the schema large
 * @param clocks whether clocks jump, beside the other faults
 * @param folder  for what a run leaves behind when it fails
 */
record ChaosOptions(
        long seed, int faults, Duration atLeast, int from, int to, boolean types, boolean clocks, Path folder) {

    static ChaosOptions of(String[] arguments) {
        var options = new ChaosOptions(1, 10, Duration.ZERO, 15, 17, true, true, Path.of("target", "chaos"));
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private ChaosOptions with(String name, String value) {
        return switch (name) {
            case "--seed" -> new ChaosOptions(Long.parseLong(value), faults, atLeast, from, to, types, clocks, folder);
            case "--faults" ->
                new ChaosOptions(seed, Integer.parseInt(value), atLeast, from, to, types, clocks, folder);
            case "--minutes" ->
                new ChaosOptions(
                        seed, faults, Duration.ofMinutes(Long.parseLong(value)), from, to, types, clocks, folder);
            case "--pair" -> {
                String[] versions = value.split("-", 2);
                yield new ChaosOptions(
                        seed,
                        faults,
                        atLeast,
                        Integer.parseInt(versions[0]),
                        Integer.parseInt(versions[1]),
                        types,
                        clocks,
                        folder);
            }
            case "--types" ->
                new ChaosOptions(seed, faults, atLeast, from, to, Boolean.parseBoolean(value), clocks, folder);
            case "--clocks" ->
                new ChaosOptions(seed, faults, atLeast, from, to, types, Boolean.parseBoolean(value), folder);
            case "--folder" -> new ChaosOptions(seed, faults, atLeast, from, to, types, clocks, Path.of(value));
            default ->
                throw new IllegalArgumentException(name
                        + " is not known; known are --seed, --faults, --minutes, --pair, --types, --clocks, --folder");
        };
    }

    /** The command that does the same again. */
    String command() {
        return "tools/chaos --seed %d --faults %d --minutes %d --pair %d-%d --types %s --clocks %s"
                .formatted(seed, faults, atLeast.toMinutes(), from, to, types, clocks);
    }
}
