package dev.godwit.core.spi;

import dev.godwit.core.Catalog;
import dev.godwit.core.ChangedValues;
import dev.godwit.core.Position;
import dev.godwit.core.Server;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import java.util.List;
import java.util.Map;

/** The database that is moved to. Every method connects as needed and may be called again after a failure. */
public interface TargetDatabase extends AutoCloseable {

    /** Signs in and asks who is there. */
    Server server();

    /** Checks that need this side, or both. */
    List<Check> checks(SourceDatabase source);

    /**
     * Checks whether this side can take changes as a database that was left, whose triggers and keys are all in place.
     *
     * @param followed the database that applications use then
     */
    List<Check> returnChecks(SourceDatabase followed);

    /** What this migration has noted on the target. */
    Progress progress();

    /** Moves definitions from this source. */
    Structure structure(SourceDatabase source);

    /** The form this target takes the rows of a table in, from this source. */
    Encoding encoding(Table table, SourceDatabase source);

    /** Opens a chunk for writing. */
    ChunkLoader load(Chunk chunk, Encoding encoding);

    /** Empties a table that was copied in part, and forgets its chunks, in one transaction. */
    void empty(Table table);

    /**
     * Puts rows in the place of others, in one transaction that is this migration's owner's. To be called while no applier
     * is at work.
     *
     * @param rows those that are removed, where they are there, and of those that are alike how many at most
     * @param instead what is written
     * @return how many rows were removed, and how many written
     */
    Replaced replace(Table table, Map<RowRef, Long> rows, ChunkReader instead, Encoding encoding);

    /** What {@link #replace} did. */
    record Replaced(long removed, long written) {}

    /**
     * An applier that starts where {@link Progress#position} says.
     *
     * @throws dev.godwit.core.Failure {@code REPLACED} when {@code epoch} is not the newest
     */
    Applier applier(Catalog catalog, long epoch);

    /**
     * Gives a table that waits the form that its changes have, and takes these up from where they were set aside: the
     * position goes back to it. In one transaction. To be called while no applier is at work.
     *
     * @param since from {@link Progress.Waiting#since}
     * @throws dev.godwit.core.Failure {@code STATEMENT_REFUSED} when the server refuses the statement; nothing has changed
     */
    void redefine(TableName table, String statement, Position since);

    /** The selected tables as they are on this side now. */
    Catalog catalog();

    /** A consistent view for comparing. */
    Snapshot snapshot();

    /** Values that were changed in transit; empty where each arrives as it is. */
    List<ChangedValues> changedValues();

    /** Looks at rows while others write. */
    Inspection inspection();

    /** Opens the door that {@link SourceDatabase#leaveDoorTo} has left closed; nothing without one. Idempotent. */
    void openDoor();

    /** Leaves that door closed for good; answers as {@link SourceDatabase#leaveDoorClosed}. Idempotent. */
    List<String> leaveDoorClosed();

    /** Removes Godwit's own objects. Idempotent. */
    void remove();

    /** What this migration has made here and {@link #wipe} would drop; changes nothing. */
    Made made();

    /** Drops what this migration has made here, and nothing that was here before. Idempotent. */
    void wipe();

    /** Statements that do what {@link #remove} does; connects to nothing. */
    List<String> removalByHand();

    /** Ends what this object's sessions, and programs of this migration, still do on the server. */
    void endSessions();

    @Override
    void close();

    /**
     * Objects of a migration.
     *
     * @param objects how many
     * @param bytes of the tables among them, with their indexes
     * @param names all of them, tables before others
     */
    record Made(long objects, long bytes, List<String> names) {

        public Made {
            names = List.copyOf(names);
        }
    }
}
