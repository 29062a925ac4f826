package dev.godwit.postgres;

import dev.godwit.core.Position;
import org.postgresql.replication.LogSequenceNumber;

/** Positions of this engine are log sequence numbers. */
final class Lsn {

    private Lsn() {}

    static Position position(long lsn) {
        return new Position(lsn, LogSequenceNumber.valueOf(lsn).asString());
    }

    static Position position(String lsn) {
        return position(LogSequenceNumber.valueOf(lsn).asLong());
    }
}
