package dev.godwit.server.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and moments as people read them on paper. */
final class Amounts {

    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Amounts() {}

    /** 1,000,000. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** 1 table, 2 tables. */
    static String count(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    /** 1.5 GiB, after a space that does not break. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < BYTES.length - 1) {
            value /= STEP;
            unit++;
        }
        boolean exact = unit == 0 || value >= 9.95;
        return String.format(Locale.ROOT, exact ? "%.0f\u00a0%s" : "%.1f\u00a0%s", value, BYTES[unit]);
    }

    /** 0.70 s, 12.8 s, 3 min 05 s, 2 h 04 min. */
    static String time(long millis) {
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.2f\u00a0s", millis / 1000.0);
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f\u00a0s", millis / 1000.0);
        }
        var time = Duration.ofMillis(millis);
        return time.toHours() == 0
                ? "%d\u00a0min %02d\u00a0s".formatted(time.toMinutes(), time.toSecondsPart())
                : "%d\u00a0h %02d\u00a0min".formatted(time.toHours(), time.toMinutesPart());
    }

    /** 2026-11-21 22:04:30 UTC. */
    static String moment(Instant moment) {
        return MOMENT.format(moment);
    }

    /** 48.30%, for a width. */
    static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.2f%%", whole <= 0 ? 0.0 : part * 100.0 / whole);
    }
}
