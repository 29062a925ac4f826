package dev.godwit.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers jobs. What a method has returned from survives every crash. Thread-safe; each method is one transaction. */
public interface JobStore extends AutoCloseable {

    /**
     * A server said that it is there.
     *
     * @param at microseconds since 1970 by the store's clock; another beat has another number
     * @param age by that clock, which may have been set since: below zero after a jump back
     */
    record Beat(long at, Duration age) {}

    /**
     * What is written down with a change.
     *
     * @param database id of the database it happened to; null for the whole job
     * @param action what a person asked for; null when nobody did
     */
    record Entry(
            String text,
            @Nullable String database,
            @Nullable String action,
            @Nullable Caller caller) {

        /** Something that happened by itself. */
        static Entry of(String text) {
            return new Entry(text, null, null, null);
        }

        /** The same to one database. */
        static Entry of(String text, String database) {
            return new Entry(text, database, null, null);
        }

        /** Something a person did. */
        static Entry of(String text, String action, Caller caller) {
            return new Entry(text, null, action, caller);
        }
    }

    /**
     * Adds a job.
     *
     * @throws dev.godwit.core.Failure {@code CHANGED_MEANWHILE} when a live job of the same identity or name appeared
     */
    void add(Job job, Entry entry);

    Optional<Job> find(String idOrName);

    /** The job of this identity that is neither completed nor ended. */
    Optional<Job> findLive(String identity);

    Page<Job> list(JobQuery query);

    /** Jobs that some server works on. */
    List<Job> active();

    /** Jobs that are to start by themselves until then. */
    List<Job> due(Instant until);

    /** Jobs, neither completed nor ended, that have this place as source or target. */
    List<Job> at(Place place);

    /** The version of each job, by its id. */
    Map<String, Long> versions();

    /**
     * Replaces a job.
     *
     * @param job with the version after the one that the store has to hold
     * @throws dev.godwit.core.Failure {@code CHANGED_MEANWHILE} when it holds another
     */
    void change(Job job, Entry entry);

    /** Forgets a job and all that belongs to it, but not the audit trail. */
    void remove(Job job, Entry entry);

    /** Adds an entry to the timeline; the job stays as it is. */
    void note(Job job, Entry entry);

    /** Newest first. */
    Page<TimelineEntry> timeline(String job, int page, int size);

    /** Keeps a document about a database; replaces the one before. */
    void keep(String job, String database, Kind kind, String document);

    /** Documents of a job, by database. */
    List<Kept> kept(String job, Kind kind);

    /** What is known of servers. */
    KnownServers knownServers();

    /** What was compared on demand. */
    VerificationStore verifications();

    /** Kinds of documents about a database. */
    enum Kind {
        /** The report of the last run. */
        REPORT,
        /** What validation found. */
        VALIDATION,
        /** How far each table is. */
        TABLES,
        /** What the last rehearsal came to. */
        REHEARSAL,
        /** Tables that wait since their definition changed, and what was decided about them. */
        WAITING
    }

    /** A document that was kept. */
    record Kept(String database, Instant at, String document) {}

    /** What was done for this request; empty when it is new. */
    Optional<Answered> answered(String requestId);

    /** A request that was answered. */
    record Answered(String job, String action) {}

    /** Newest first. */
    Page<AuditEntry> audit(AuditQuery query);

    void audit(AuditEntry entry);

    /** This server is there, by the store's clock. */
    void beat(String server, String name);

    void leave(String server);

    /** Empty for a server that has left. */
    Optional<Beat> lastBeat(String server);

    /** How a server calls itself. */
    Optional<String> serverName(String server);

    /** Asks the server that owns a job. */
    void send(Command command);

    /** Takes what others ask of this server's jobs. */
    List<Command> take(String server);

    /** Something asked of a job where another server runs it. Passwords are never sent. */
    record Command(String job, Action action, ActionOptions options) {}

    /** Forgets requests older than a day and servers that are long gone. */
    void tidy();

    @Override
    void close();
}
