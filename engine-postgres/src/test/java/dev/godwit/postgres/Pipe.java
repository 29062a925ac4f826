package dev.godwit.postgres;

import dev.godwit.core.Table;
import dev.godwit.core.spi.Chunk;
import dev.godwit.core.spi.Snapshot;

/** Copies tables from one side to the other, one after the other. */
final class Pipe implements AutoCloseable {

    final TargetProgress progress;
    final TargetTables tables;
    final Encodings encodings;

    Pipe(Side source, Side target) {
        progress = new TargetProgress(target.sessions(), "test");
        progress.establish();
        progress.takeOver();
        tables = new TargetTables(target.sessions(), progress);
        encodings = new Encodings(source.sessions(), target.sessions());
    }

    long copy(Snapshot snapshot, Table table, int pieces) {
        return snapshot.chunks(table, pieces).stream()
                .mapToLong(chunk -> copy(snapshot, chunk))
                .sum();
    }

    long copy(Snapshot snapshot, Chunk chunk) {
        var encoding = encodings.of(chunk.table());
        try (var rows = snapshot.read(chunk, encoding);
                var loader = tables.load(chunk, encoding)) {
            for (byte[] bytes = rows.next(); bytes != null; bytes = rows.next()) {
                loader.write(bytes);
            }
            return loader.commit(snapshot.position().orElse(null));
        }
    }

    @Override
    public void close() {
        tables.close();
    }
}
