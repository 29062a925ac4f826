package dev.godwit.cli;

import dev.godwit.api.JobRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a load as people write it: {@code sessions=50 standby-lag=10s}. */
final class GiveWayText implements ITypeConverter<JobRequest.GiveWay> {

    private static final Pattern SESSIONS = Pattern.compile("sessions=(\\d{1,9})");
    private static final Pattern LAG = Pattern.compile("standby-lag=(\\d{1,9})(ms|s|m)");
    private static final String FORM = "A load is sessions=N, standby-lag=TIME, or both; a time as 500ms, 10s or 2m.";

    @Override
    public JobRequest.GiveWay convert(String text) {
        @Nullable Integer sessions = null;
        @Nullable Long lag = null;
        for (String word : text.strip().split("[\\s,]+", -1)) {
            Matcher count = SESSIONS.matcher(word);
            Matcher time = LAG.matcher(word);
            if (count.matches()) {
                sessions = Integer.parseInt(count.group(1));
            } else if (time.matches()) {
                lag = Long.parseLong(time.group(1)) * unit(time.group(2));
            } else {
                throw new TypeConversionException("'" + word + "' is not understood. " + FORM);
            }
        }
        return new JobRequest.GiveWay(sessions, lag);
    }

    private static long unit(String name) {
        return name.equals("ms") ? 1 : name.equals("s") ? 1000 : 60_000;
    }
}
