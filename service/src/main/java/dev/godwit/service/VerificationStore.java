package dev.godwit.service;

import java.util.List;
import java.util.Optional;

/** Remembers verifications, with the keys of rows that differ. Thread-safe; each method is one transaction. */
public interface VerificationStore {

    /** Forgets the oldest of the job's beyond some dozens. */
    void add(VerificationRecord record);

    /** Replaces one that is not over; false, and nothing changed, when it is. */
    boolean update(VerificationRecord record);

    /** Replaces one that is not over, with what was found so far; false, and nothing changed, when it is over. */
    boolean report(
            VerificationRecord record,
            List<VerificationRecord.Line> tables,
            List<VerificationRecord.Difference> differences);

    /** Replaces one that is not over by its end; false, and nothing changed, when it is over already. */
    boolean finish(
            VerificationRecord record,
            List<VerificationRecord.Line> tables,
            List<VerificationRecord.Difference> differences);

    Optional<VerificationRecord> find(String job, String id);

    /** Newest first. */
    Page<VerificationRecord> of(String job, int page, int size);

    /** Those that are not over, of all jobs and servers. */
    List<VerificationRecord> active();

    /**
     * Puts one that is not over into the hands of another server.
     *
     * @param from whose it was; false, and nothing changed, when it is not its any more
     */
    boolean take(VerificationRecord record, String from);

    /** Asks the server that does it to end it. */
    void requestStop(String id);

    /** Those of a server that are to be ended. */
    List<String> toStop(String server);

    /** What was found in each table; empty before the end. */
    List<VerificationRecord.Line> tables(String id);

    /**
     * Rows that differ.
     *
     * @param table only of this one; empty for all
     * @param kind only of this kind; empty for all
     */
    Page<VerificationRecord.Difference> differences(String id, String table, String kind, int page, int size);
}
