package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of phases for people. */
final class Words {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private Words() {}

    /** The title of a phase at the beginning of a line: Full dump. */
    static String phase(String phase) {
        return switch (phase) {
            case "PREPARING" -> "Preparing";
            case "VALIDATING" -> "Validation";
            case "DROPPING_TARGET" -> "Dropping";
            case "CREATING_SCHEMA" -> "Schema";
            case "FULL_DUMP" -> "Full dump";
            case "BUILDING_INDEXES" -> "Indexes";
            case "CDC" -> "CDC";
            case "PROMOTING" -> "Promote";
            case "COMPLETING" -> "Completing";
            default -> dashed(phase);
        };
    }

    /** full-dump. */
    static String dashed(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Why what was asked for did not come about, and what to do. */
    static String refused(JobEvent.Refused event) {
        String action = event.action().equals("PROMOTE") ? "Promotion" : phase(event.action());
        return "%s refused: %s (%s). %s".formatted(action, event.found(), event.code(), event.next());
    }

    /** For the middle of a sentence: running in CDC. */
    static String lower(String state) {
        return state.isEmpty() ? state : state.substring(0, 1).toLowerCase(Locale.ROOT) + state.substring(1);
    }

    /** 14:32:10, on the clock of this machine. */
    static String clock(Instant moment) {
        return CLOCK.format(moment);
    }
}
