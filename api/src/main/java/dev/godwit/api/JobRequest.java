package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A migration to create, or its settings as they are. Choices are words in any case, as in openapi.yaml; null means the
 * default. The job document in YAML has the same keys.
 *
 * @param name for people; chosen by the server when null
 * @param source a profile's name or id, or an address without a password; null in a draft, which is completed by an edit
 * @param target likewise
 * @param databases names or patterns, {@code *} for all; null for the one that the source names
 * @param renames names of databases on the target, by those on the source
 * @param schemaRenames names that schemas get on the target with the switch, by those on the source
 * @param mode online (default) or offline
 * @param option validate, migrate or validate-and-migrate (default)
 * @param tables patterns of which one must match; none means all
 * @param excludeTables patterns of which none may match
 * @param parallelism min, optimal (default), max or a number
 * @param existingTarget fail (default) or drop
 * @param promote manual (default) or auto
 * @param fence check (default) or close
 * @param roles whether roles are created on the target; default no
 * @param owner keep (default) or none
 * @param keyless full (default), insert-only or refuse
 * @param fallback whether each promotion leaves a way back; default no
 * @param throttles limits by the hours of the day, in the server's zone; the first window that covers the hour counts
 * @param retention how much log the source may keep for it, and what happens then; no budget when null
 * @param giveWay when the full dump slows down for the source's sake; never when null
 * @param startAt when the server starts it by itself
 * @param labels for finding jobs and acting on many
 */
public record JobRequest(
        @Nullable String name,
        @Nullable String source,
        @Nullable String target,
        @Nullable List<String> databases,
        @Nullable Map<String, String> renames,
        @Nullable Map<String, String> schemaRenames,
        @Nullable String mode,
        @Nullable String option,
        @Nullable List<String> tables,
        @Nullable List<String> excludeTables,
        @Nullable String parallelism,
        @Nullable String existingTarget,
        @Nullable String promote,
        @Nullable String fence,
        @Nullable Boolean roles,
        @Nullable String owner,
        @Nullable String keyless,
        @Nullable Boolean fallback,
        @Nullable List<ThrottleWindow> throttles,
        @Nullable Retention retention,
        @Nullable GiveWay giveWay,
        @Nullable Instant startAt,
        @Nullable Map<String, String> labels) {

    /**
     * Limits for a part of the day; both hours null: for all hours that no other window covers.
     *
     * @param from as 22:00; its own minute is inside
     * @param to as 06:00, which may be the next day's; its own minute is outside
     */
    public record ThrottleWindow(
            @Nullable String from,
            @Nullable String to,
            @Nullable Limit dump,
            @Nullable Limit cdc) {}

    /** At most this much each second; null or 0 for as much as goes. */
    public record Limit(
            @Nullable Long rowsPerSecond, @Nullable Long bytesPerSecond) {}

    /**
     * A budget for the log that a source keeps for each database of a job.
     *
     * @param bytes as 20GB or 512MiB; null for none: then there is a warning when the source's own limit is near
     * @param policy at the budget: warn (default); throttle, so that all but the stream goes at a trickle; or stop, so that the
     *     source is released and the job has to begin again
     * @param disk what the source's disk can spare for log, for the forecast
     */
    public record Retention(
            @Nullable String bytes,
            @Nullable String policy,
            @Nullable String disk) {}

    /** The full dump slows down while one of these is exceeded on the source; null or 0 for never. */
    public record GiveWay(
            @Nullable Integer activeSessions, @Nullable Long standbyLagMs) {}

    /** All defaults. */
    public static JobRequest between(String source, String target) {
        return new JobRequest(
                null, source, target, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null);
    }
}
