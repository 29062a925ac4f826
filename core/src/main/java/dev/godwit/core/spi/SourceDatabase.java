package dev.godwit.core.spi;

import dev.godwit.core.Catalog;
import dev.godwit.core.Finding;
import dev.godwit.core.Server;
import dev.godwit.core.SourceBurden;
import dev.godwit.core.Writer;
import java.util.List;

/** The database that is left. Every method connects as needed and may be called again after a failure. */
public interface SourceDatabase extends AutoCloseable {

    /** Signs in and asks who is there. */
    Server server();

    /** Checks that need this side alone. */
    List<Check> checks();

    /** Checks whether this side, once applications use it, can be followed by the one that they left. */
    List<Check> followingChecks();

    /** The selected tables now. */
    Catalog catalog();

    /** A consistent view that lives until closed; without a position. */
    Snapshot snapshot();

    /** The same for checksums alone: quicker, since no table is locked and the catalog is not read. */
    Snapshot glance();

    /** Looks at rows while others write. */
    Inspection inspection();

    /** The log of changes of this migration. */
    ChangeCapture changes();

    /** Sessions and transactions, other than Godwit's own, that write or may write at once; empty when quiet. */
    List<Writer> writers();

    /** Applications that have waited for Godwit since this was last called; asked every few seconds, cheap. */
    List<Finding> hindrances();

    /** What this migration costs the source now; asked every few seconds, cheap. */
    SourceBurden burden();

    /**
     * Forbids new connections of applications and ends those that are there; remembers how it was. Idempotent.
     *
     * @return what was done, for people
     */
    List<String> closeDoor();

    /** Undoes {@link #closeDoor}; nothing when it was not closed. Idempotent. */
    void openDoor();

    /**
     * Leaves a closed door closed, for good, and removes what Godwit remembers of it. Idempotent.
     *
     * @return the statements that open it, for people; empty when it was not closed
     */
    List<String> leaveDoorClosed();

    /** Leaves a closed door closed, until the migration of this name opens it, to which this is the target. Idempotent. */
    void leaveDoorTo(String migration);

    /** What Godwit has made or altered here for this migration, each in words with its name; changes nothing. */
    List<String> traces();

    /** Statements that do what {@link ChangeCapture#remove} and {@link #openDoor} do; connects to nothing. */
    List<String> removalByHand();

    /** Ends what this object's sessions, and programs of this migration, still do on the server. */
    void endSessions();

    @Override
    void close();
}
