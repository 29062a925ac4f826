package dev.godwit.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Numbers as people read them. */
final class Units {

    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private Units() {}

    /** 148MiB, 1.1GiB: three digits at most, no space. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < BYTES.length - 1) {
            value /= STEP;
            unit++;
        }
        return number(value, unit) + BYTES[unit];
    }

    /** 129/212GiB: both in the unit of the second. */
    static String bytes(long done, long total) {
        double part = done;
        double whole = total;
        int unit = 0;
        while (whole >= STEP && unit < BYTES.length - 1) {
            whole /= STEP;
            part /= STEP;
            unit++;
        }
        return number(part, unit) + "/" + number(whole, unit) + BYTES[unit];
    }

    private static String number(double value, int unit) {
        boolean exact = unit == 0 || value == 0 || value >= 9.95;
        return String.format(Locale.ROOT, exact ? "%.0f" : "%.1f", value);
    }

    /** 1,000,000. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** 0.4s, 12.8s, 3m05s, 2h04m. */
    static String time(long millis) {
        var time = Duration.ofMillis(millis);
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1fs", millis / 1000.0);
        }
        return time.toHours() == 0
                ? "%dm%02ds".formatted(time.toMinutes(), time.toSecondsPart())
                : "%dh%02dm".formatted(time.toHours(), time.toMinutesPart());
    }

    /** 45s, 12m, 2h04m, 3d04h: for a list. */
    static String span(long millis) {
        long seconds = Math.max(0, millis / 1000);
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m";
        }
        long hours = seconds / 3600;
        return hours < 24
                ? "%dh%02dm".formatted(hours, seconds / 60 % 60)
                : "%dd%02dh".formatted(hours / 24, hours % 24);
    }

    /** 12s ago, 5m ago, 2h ago, 1d ago. */
    static String ago(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 60) {
            return seconds + "s ago";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m ago";
        }
        return seconds < 86_400 ? seconds / 3600 + "h ago" : seconds / 86_400 + "d ago";
    }

    /** 8min, for what is only about right. */
    static String about(long millis) {
        long seconds = Math.max(1, Math.round(millis / 1000.0));
        if (seconds < 90) {
            return seconds + "s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 90 ? minutes + "min" : "%dh%02dm".formatted(minutes / 60, minutes % 60);
    }

    /** 61; 100 only when nothing is left, 0 when the whole is not known. */
    static int percent(long done, long total) {
        if (total <= 0) {
            return 0;
        }
        return done >= total ? 100 : (int) Math.min(99, Math.round(done * 100.0 / total));
    }
}
