package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import dev.godwit.core.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the source is quiet, and all it ever wrote has arrived. */
final class Quiet {

    private static final int WRITERS_IN_A_MESSAGE = 5;

    private final Session session;

    Quiet(Session session) {
        this.session = session;
    }

    Optional<Failure> writersRemain() {
        List<Writer> writers = session.source().writers();
        if (writers.isEmpty()) {
            return Optional.empty();
        }
        String names = writers.stream()
                .limit(WRITERS_IN_A_MESSAGE)
                .map(Writer::toString)
                .collect(Collectors.joining(", "));
        return Optional.of(Failure.of(CoreFailure.WRITERS_REMAIN)
                .found(
                        "%d still write on the source: %s%s",
                        writers.size(), names, writers.size() > WRITERS_IN_A_MESSAGE ? " …" : "")
                .build());
    }

    Optional<Failure> undrained(Stream stream, Duration patience) {
        Position mark = session.source().changes().mark();
        return stream.await(mark, patience) ? Optional.empty() : Optional.of(notDrained(mark, patience));
    }

    private static Failure notDrained(Position mark, Duration patience) {
        return Failure.of(CoreFailure.NOT_DRAINED)
                .found("the target did not reach %s within %d s", mark, patience.toSeconds())
                .build();
    }

    /** While the stream stands still: whether it would have to go on. */
    Optional<Failure> wroteMeanwhile(Stream stream, Duration patience) {
        Position mark = session.source().changes().mark();
        if (!stream.awaitReceived(mark, patience)) {
            return Optional.of(notDrained(mark, patience));
        }
        long rows = stream.waitingRows();
        return rows == 0 ? Optional.empty() : Optional.of(behindTheFence(rows));
    }

    static Optional<Failure> wroteBehindTheFence(Stream stream, long rowsAtFence) {
        long rows = stream.handledRows() - rowsAtFence;
        return rows == 0 ? Optional.empty() : Optional.of(behindTheFence(rows));
    }

    private static Failure behindTheFence(long rows) {
        return Failure.of(CoreFailure.WRITERS_REMAIN)
                .found("%d row changes arrived behind the fence", rows)
                .build();
    }
}
