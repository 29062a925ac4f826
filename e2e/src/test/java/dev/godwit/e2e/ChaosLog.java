package dev.godwit.e2e;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What happened when, in a chaos run. */
final class ChaosLog {

    private final PrintStream out;
    private final long began = System.nanoTime();
    private final Map<ChaosFault, Integer> happened = new EnumMap<>(ChaosFault.class);
    private final List<String> mended = new ArrayList<>();

    ChaosLog(PrintStream out) {
        this.out = out;
    }

    void say(String text, Object... arguments) {
        out.printf(Locale.ROOT, "%7.2f s  %s%n", passed().toMillis() / 1e3, text.formatted(arguments));
    }

    void happened(ChaosFault fault) {
        happened.merge(fault, 1, Integer::sum);
    }

    /** A failure that was to be expected, after which a person has resumed. */
    void mended(String code) {
        mended.add(code);
    }

    int count() {
        return happened.values().stream().mapToInt(Integer::intValue).sum();
    }

    Duration passed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** One line, for a table. */
    String summary() {
        return "%d faults %s, resumed by hand after %s, %d s"
                .formatted(count(), happened, mended, passed().toSeconds());
    }
}
