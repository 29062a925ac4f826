package dev.godwit.core.spi;

import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What a migration has noted on its target; it rules over every other memory. */
public interface Progress {

    /** Makes the place for notes, or finds it. Idempotent. */
    void establish();

    /**
     * Takes the migration over: from now on writes of every earlier epoch are refused.
     *
     * @return the new epoch, 1 or more
     */
    long takeOver();

    /**
     * Looks whether the migration is still ours, before something is done that no note guards.
     *
     * @throws dev.godwit.core.Failure {@code REPLACED} when somebody has taken over since {@link #takeOver}
     */
    void check();

    /** Where the stream goes on; empty before the first snapshot. */
    Optional<Position> position();

    /** Notes the position of the first snapshot; only once, before anything is copied. */
    void begin(Position position);

    /**
     * Notes a migration that has not run, in one transaction, as if all had been copied at this position: what comes after
     * it will be applied, and nothing before. What was noted of it earlier is forgotten.
     *
     * @param notes as by {@link #note(String, String)}
     */
    void arm(Collection<TableName> tables, Position position, Map<String, String> notes);

    /** Tables whose rows are complete. */
    Map<TableName, Copied> copied();

    /** Tables whose changes are set aside since their definition changed, until what becomes of them is done. */
    Map<TableName, Waiting> waiting();

    /** Sets a table's changes aside, or says what becomes of one that waits. To be called while no applier is at work. */
    void await(TableName table, Waiting waiting);

    /**
     * Nothing is set aside any more of these tables, which have been copied as of a position: the stream goes back to it, and
     * all other tables hold what they have got since. To be called while no applier is at work.
     */
    void takeUp(Collection<TableName> tables, Position copied);

    /**
     * A table that waits.
     *
     * @param since the commit from which on its changes are set aside; empty for one that was never followed
     * @param reason in words for people, after the name of the table
     */
    record Waiting(Optional<Position> since, String reason, Choice choice) {

        /** What becomes of it. */
        public enum Choice {
            /** A person has to say so. */
            OPEN,
            /** It is made anew on the target and copied again, or dropped where the source has it no longer. */
            COPY,
            /** It stays behind: what the target has of it is left as it is. */
            EXCLUDE
        }

        /** The same with another choice. */
        public Waiting with(Choice decided) {
            return new Waiting(since, reason, decided);
        }
    }

    /** A note for later steps and restarts, such as the last step that is done; empty when never written. */
    Optional<String> note(String key);

    /** Writes a note; committed when it returns. */
    void note(String key, String value);

    /**
     * A table whose chunks are all on the target.
     *
     * @param snapshot what its rows already hold; empty where no log is read
     * @param rows loaded by the copy
     * @param bytes of the encoded rows
     */
    record Copied(Optional<Position> snapshot, long rows, long bytes) {}
}
