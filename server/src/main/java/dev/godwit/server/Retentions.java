package dev.godwit.server;

import dev.godwit.api.RetentionView;
import dev.godwit.core.SourceBurden;
import dev.godwit.service.Retention;
import dev.godwit.service.SourceStanding;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What databases cost their sources, as clients see it. */
final class Retentions {

    private Retentions() {}

    static RetentionView view(SourceStanding seen) {
        Retention retention = seen.retention();
        @Nullable SourceBurden burden = seen.burden();
        @Nullable Duration lag = burden == null ? null : burden.standbyLag();
        @Nullable Long free = burden == null ? null : burden.freeDiskBytes();
        // Free space is what is left beside the log that is kept already; what an operator gives is for all of it.
        long disk = burden == null || free == null ? retention.diskBytes() : burden.retainedBytes() + free;
        return new RetentionView(
                seen.at(),
                burden == null ? null : (Boolean) burden.keepsLog(),
                burden == null ? null : (Long) burden.retainedBytes(),
                seen.growthPerSecond(),
                seen.level().name(),
                seen.reason(),
                retention.bytes() == 0 ? null : (Long) retention.bytes(),
                retention.whenFull().name(),
                burden == null ? null : burden.limitBytes(),
                burden == null ? null : burden.roomBytes(),
                burden == null ? null : burden.standing().name(),
                burden == null ? null : burden.horizonAge(),
                free,
                seen.millisUntil(retention.bytes()),
                seen.millisUntil(disk),
                burden == null ? List.of() : holders(burden),
                burden == null ? null : burden.activeSessions(),
                lag == null ? null : (Long) lag.toMillis(),
                seen.givesWay(),
                seen.trouble() == null ? null : JobViews.failure(seen.trouble()));
    }

    static @Nullable Double retained(SourceStanding seen) {
        @Nullable SourceBurden burden = seen.burden();
        return burden == null ? null : (Double) (double) burden.retainedBytes();
    }

    static Double level(SourceStanding seen) {
        return switch (seen.level()) {
            case WITHIN -> 0.0;
            case NEAR -> 1.0;
            case OVER -> 2.0;
        };
    }

    static @Nullable Double horizon(SourceStanding seen) {
        @Nullable Long age = seen.burden() == null ? null : seen.burden().horizonAge();
        return age == null ? null : (Double) (double) age;
    }

    static @Nullable Double holderCount(SourceStanding seen) {
        @Nullable SourceBurden burden = seen.burden();
        return burden == null ? null : (Double) (double) burden.holders().size();
    }

    private static List<RetentionView.Holder> holders(SourceBurden burden) {
        return burden.holders().stream()
                .map(holder ->
                        new RetentionView.Holder(holder.who(), holder.age().toMillis()))
                .toList();
    }
}
