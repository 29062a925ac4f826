package dev.godwit.cli;

import dev.godwit.api.JobRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a throttle as people write it: {@code 08:00-20:00 dump=20MiB/s cdc=5000rows/s}. */
final class ThrottleText implements ITypeConverter<JobRequest.ThrottleWindow> {

    private static final Pattern HOURS = Pattern.compile("(\\d{1,2}:\\d{2})-(\\d{1,2}:\\d{2})");
    private static final Pattern LIMIT = Pattern.compile("(dump|cdc)=(\\d+)(rows|B|KiB|MiB|GiB)(/s)?");
    private static final String FORM =
            "A throttle is [HH:MM-HH:MM] dump=RATE cdc=RATE, a rate as 20MiB/s or 5000rows/s.";

    @Override
    public JobRequest.ThrottleWindow convert(String text) {
        @Nullable String from = null;
        @Nullable String to = null;
        JobRequest.@Nullable Limit dump = null;
        JobRequest.@Nullable Limit cdc = null;
        for (String word : text.strip().split("[\\s,]+", -1)) {
            Matcher hours = HOURS.matcher(word);
            Matcher limit = LIMIT.matcher(word);
            if (hours.matches()) {
                from = padded(hours.group(1));
                to = padded(hours.group(2));
            } else if (limit.matches() && limit.group(1).equals("dump")) {
                dump = merged(dump, limit);
            } else if (limit.matches()) {
                cdc = merged(cdc, limit);
            } else {
                throw new TypeConversionException("'" + word + "' is not understood. " + FORM);
            }
        }
        if (dump == null && cdc == null) {
            throw new TypeConversionException(FORM);
        }
        return new JobRequest.ThrottleWindow(from, to, dump, cdc);
    }

    private static String padded(String hour) {
        return hour.length() == 4 ? "0" + hour : hour;
    }

    /** Rows and bytes may both be limited. */
    private static JobRequest.Limit merged(JobRequest.@Nullable Limit before, Matcher limit) {
        long number = Long.parseLong(limit.group(2));
        @Nullable Long rows = before == null ? null : before.rowsPerSecond();
        @Nullable Long bytes = before == null ? null : before.bytesPerSecond();
        return switch (limit.group(3).toLowerCase(Locale.ROOT)) {
            case "rows" -> new JobRequest.Limit(number, bytes);
            case "kib" -> new JobRequest.Limit(rows, number << 10);
            case "mib" -> new JobRequest.Limit(rows, number << 20);
            case "gib" -> new JobRequest.Limit(rows, number << 30);
            default -> new JobRequest.Limit(rows, number);
        };
    }
}
