package dev.godwit.service.store;

import dev.godwit.service.Page;
import dev.godwit.service.VerificationRecord;
import dev.godwit.service.VerificationRecord.Difference;
import dev.godwit.service.VerificationRecord.Line;
import dev.godwit.service.VerificationStore;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Verifications as rows. */
final class VerificationRows implements VerificationStore {

    /** Of one job. */
    private static final int KEPT = 50;

    private static final String MATCHING = """
             FROM difference WHERE verification = :id AND (:table = '' OR table_name = :table)
             AND (:kind = '' OR kind = :kind)
            """;

    private final Database database;

    VerificationRows(Database database) {
        this.database = database;
    }

    @Override
    public void add(VerificationRecord record) {
        database.write(handle -> {
            handle.createUpdate("""
                    INSERT INTO verification (id, job, database, server, active, stop, requested_at, document)
                    VALUES (:id, :job, :database, :server, 1, 0, :at, :document)
                    """)
                    .bind("id", record.id())
                    .bind("job", record.job())
                    .bind("database", record.database())
                    .bind("server", record.server())
                    .bind("at", JobRows.micros(record.requestedAt()))
                    .bind("document", Documents.write(record))
                    .execute();
            handle.execute("""
                    DELETE FROM verification WHERE job = ? AND active = 0 AND id NOT IN (
                        SELECT id FROM verification WHERE job = ? ORDER BY requested_at DESC, id LIMIT ?)
                    """, record.job(), record.job(), KEPT);
        });
    }

    @Override
    public boolean update(VerificationRecord record) {
        return database.writeAndAnswer(handle -> replace(handle, record, null));
    }

    private static boolean replace(Handle handle, VerificationRecord record, @Nullable String tables) {
        return handle.createUpdate("""
                        UPDATE verification SET active = :active, document = :document, tables = coalesce(:tables, tables)
                        WHERE id = :id AND active = 1
                        """)
                        .bind("id", record.id())
                        .bind("active", record.state().active() ? 1 : 0)
                        .bind("document", Documents.write(record))
                        .bind("tables", tables)
                        .execute()
                == 1;
    }

    @Override
    public boolean report(VerificationRecord record, List<Line> tables, List<Difference> differences) {
        return finish(record, tables, differences);
    }

    @Override
    public boolean finish(VerificationRecord record, List<Line> tables, List<Difference> differences) {
        return database.writeAndAnswer(handle -> {
            if (!replace(handle, record, Documents.writeLines(tables))) {
                return false;
            }
            handle.execute("DELETE FROM difference WHERE verification = ?", record.id());
            if (!differences.isEmpty()) {
                insert(handle, record.id(), differences);
            }
            return true;
        });
    }

    private static void insert(Handle handle, String id, List<Difference> differences) {
        var batch = handle.prepareBatch("""
                INSERT INTO difference (verification, position, table_name, kind, document)
                VALUES (:id, :position, :table, :kind, :document)
                """);
        int position = 0;
        for (Difference difference : differences) {
            batch.bind("id", id)
                    .bind("position", position++)
                    .bind("table", difference.table())
                    .bind("kind", difference.kind())
                    .bind("document", Documents.write(difference))
                    .add();
        }
        batch.execute();
    }

    @Override
    public Optional<VerificationRecord> find(String job, String id) {
        return database.read(
                handle -> handle.createQuery("SELECT document FROM verification WHERE job = :job AND id = :id")
                        .bind("job", job)
                        .bind("id", id)
                        .mapTo(String.class)
                        .findFirst()
                        .map(Documents::readVerification));
    }

    @Override
    public Page<VerificationRecord> of(String job, int page, int size) {
        return database.read(handle -> {
            long total = handle.createQuery("SELECT count(*) FROM verification WHERE job = :job")
                    .bind("job", job)
                    .mapTo(Long.class)
                    .one();
            var items = handle.createQuery("""
                            SELECT document FROM verification WHERE job = :job
                            ORDER BY requested_at DESC, id LIMIT :size OFFSET :skip
                            """)
                    .bind("job", job)
                    .bind("size", size)
                    .bind("skip", (page - 1L) * size)
                    .mapTo(String.class)
                    .map(Documents::readVerification)
                    .list();
            return new Page<>(items, total, page, size);
        });
    }

    @Override
    public List<VerificationRecord> active() {
        return database.read(handle -> handle.createQuery("SELECT document FROM verification WHERE active = 1")
                .mapTo(String.class)
                .map(Documents::readVerification)
                .list());
    }

    @Override
    public boolean take(VerificationRecord record, String from) {
        return database.writeAndAnswer(handle -> handle.createUpdate("""
                                UPDATE verification SET server = :server, document = :document
                                WHERE id = :id AND active = 1 AND server = :from
                                """)
                        .bind("id", record.id())
                        .bind("server", record.server())
                        .bind("document", Documents.write(record))
                        .bind("from", from)
                        .execute()
                == 1);
    }

    @Override
    public void requestStop(String id) {
        database.write(handle -> handle.execute("UPDATE verification SET stop = 1 WHERE id = ? AND active = 1", id));
    }

    @Override
    public List<String> toStop(String server) {
        return database.read(handle -> handle.createQuery(
                        "SELECT id FROM verification WHERE server = :server AND active = 1 AND stop = 1")
                .bind("server", server)
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<Line> tables(String id) {
        return database.read(
                handle -> handle.createQuery("SELECT tables FROM verification WHERE id = :id AND tables IS NOT NULL")
                        .bind("id", id)
                        .mapTo(String.class)
                        .findFirst()
                        .map(Documents::readLines)
                        .orElse(List.of()));
    }

    @Override
    public Page<Difference> differences(String id, String table, String kind, int page, int size) {
        return database.read(handle -> {
            long total = handle.createQuery("SELECT count(*)" + MATCHING)
                    .bind("id", id)
                    .bind("table", table)
                    .bind("kind", kind)
                    .mapTo(Long.class)
                    .one();
            var items = handle.createQuery("SELECT document" + MATCHING + " ORDER BY position LIMIT :size OFFSET :skip")
                    .bind("id", id)
                    .bind("table", table)
                    .bind("kind", kind)
                    .bind("size", size)
                    .bind("skip", (page - 1L) * size)
                    .mapTo(String.class)
                    .map(Documents::readDifference)
                    .list();
            return new Page<>(items, total, page, size);
        });
    }
}
