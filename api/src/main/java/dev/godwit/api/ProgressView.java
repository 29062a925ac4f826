package dev.godwit.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a phase is; what does not belong to it is null.
 *
 * @param bytesTotal estimate
 * @param bytesPerSecond over the last seconds; null while not yet known
 * @param etaMs null while not yet known
 * @param tables in work now
 * @param built name of what was built last
 */
public record ProgressView(
        @Nullable Long bytesDone,
        @Nullable Long bytesTotal,
        @Nullable Long rowsDone,
        @Nullable Integer tablesDone,
        @Nullable Integer tablesTotal,
        @Nullable Long bytesPerSecond,
        @Nullable Long etaMs,
        @Nullable List<JobEvent.Progress.InWork> tables,
        @Nullable String built,
        @Nullable Integer builtDone,
        @Nullable Integer builtTotal) {}
