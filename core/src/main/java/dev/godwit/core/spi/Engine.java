package dev.godwit.core.spi;

import dev.godwit.core.DatabaseInfo;
import dev.godwit.core.Plan;
import java.nio.file.Path;
import java.util.List;

/** One kind of database server. Found by {@link java.util.ServiceLoader}; has a public constructor without arguments. */
public interface Engine {

    /** Stable lower-case name, used in addresses and in the store. */
    String id();

    /** Whether an address is this engine's to read. Looks at the text alone. */
    boolean recognises(String url);

    /**
     * An address without its secrets, in the canonical spelling: safe to store and to print.
     *
     * @throws dev.godwit.core.Failure {@code URL_NOT_UNDERSTOOD} with the part that is wrong
     */
    String canonical(String url);

    /**
     * The same of an address that may name a server alone: where it names no database, none is put in.
     *
     * @throws dev.godwit.core.Failure {@code URL_NOT_UNDERSTOOD} with the part that is wrong
     */
    String canonicalServer(String url);

    /**
     * What an address says.
     *
     * @throws dev.godwit.core.Failure {@code URL_NOT_UNDERSTOOD}
     */
    ServerAddress address(String url);

    /**
     * The same address, as by {@link #canonicalServer}, with its options for TLS replaced by these, as far as these say
     * something.
     *
     * @throws dev.godwit.core.Failure {@code URL_NOT_UNDERSTOOD}
     */
    String secured(String url, TlsFiles tls);

    /** Tries a database, or where none is named one that every server has; nothing is connected yet. */
    Probe probe(Access access);

    /**
     * A source; nothing is connected yet.
     *
     * @param work an existing private folder for temporary files of this migration
     */
    SourceDatabase source(Access access, Plan plan, Path work);

    /** A target; nothing is connected yet. Parameters as for {@link #source}. */
    TargetDatabase target(Access access, Plan plan, Path work);

    /**
     * The databases of a server that can be migrated, sorted by name; templates and those that refuse connections are
     * left out. Where no database is named it asks in one that every server has.
     */
    List<DatabaseInfo> databases(Access access);

    /** Every code this engine can answer with, for the documentation. */
    List<? extends dev.godwit.core.FailureCode> failureCodes();
}
