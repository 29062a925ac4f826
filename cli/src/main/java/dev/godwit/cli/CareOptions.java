package dev.godwit.cli;

import dev.godwit.api.JobRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a job spares its source; what is not said is the server's to choose. */
final class CareOptions {

    enum WhenFull {
        WARN,
        THROTTLE,
        STOP;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    @Option(
            names = "--retain",
            paramLabel = "SIZE",
            description = "How much log the source may keep for each database, as 20GB. Default: no budget.")
    private @Nullable String retain;

    @Option(
            names = "--when-full",
            description = "At that budget: warn (default), throttle, or stop and release the source.")
    private @Nullable WhenFull whenFull;

    @Option(
            names = "--source-disk",
            paramLabel = "SIZE",
            description = "What the source's disk can spare for its log, for a forecast.")
    private @Nullable String sourceDisk;

    @Option(
            names = "--give-way",
            paramLabel = "LOAD",
            converter = GiveWayText.class,
            description = "Slow the full dump down above a load of the source, as 'sessions=50 standby-lag=10s'.")
    private JobRequest.@Nullable GiveWay giveWay;

    JobRequest.@Nullable Retention retention() {
        return retain == null && whenFull == null && sourceDisk == null
                ? null
                : new JobRequest.Retention(retain, whenFull == null ? null : whenFull.toString(), sourceDisk);
    }

    JobRequest.@Nullable GiveWay giveWay() {
        return giveWay;
    }
}
