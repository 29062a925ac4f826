package dev.godwit.postgres;

/**
 * What every session is set to, so that settings of a role or a database never reach Godwit. Those that could end the
 * session, or the statement that sets them, go into the start-up options, which rank above those of roles and databases.
 */
final class Settings {

    private static final String AT_START = "-c statement_timeout=0 -c lock_timeout=0"
            + " -c idle_in_transaction_session_timeout=0 -c default_transaction_read_only=off"
            + " -c default_transaction_isolation=read\\ committed -c default_transaction_deferrable=off"
            + " -c exit_on_error=off";

    /**
     * The driver sends its own DateStyle, TimeZone and extra_float_digits when it connects: these come after. Those that
     * are set at the start already are set again, since a pooler in session mode may drop start-up options.
     */
    static final String ONCE_CONNECTED = """
            SET statement_timeout = 0;
            SET lock_timeout = 0;
            SET idle_in_transaction_session_timeout = 0;
            SET default_transaction_read_only = off;
            SET default_transaction_isolation = 'read committed';
            SET default_transaction_deferrable = off;
            SET client_encoding = 'UTF8';
            SET search_path = '';
            SET DateStyle = 'ISO, YMD';
            SET IntervalStyle = 'postgres';
            SET TimeZone = 'UTC';
            SET extra_float_digits = 3;
            SET bytea_output = 'hex';
            SET xmloption = 'content';
            SET xmlbinary = 'base64';
            SET lc_monetary = 'C';
            SET row_security = off;
            SET synchronize_seqscans = off;
            SET standard_conforming_strings = on;
            SET array_nulls = on;
            SET transform_null_equals = off;
            SET quote_all_identifiers = off;
            SET gin_fuzzy_search_limit = 0;
            SET default_tablespace = '';
            SET godwit.capturing = 'on';
            SELECT pg_catalog.set_config('session_replication_role', 'origin', false)
                WHERE pg_catalog.current_setting('session_replication_role') <> 'origin';
            """;

    /** Since 14 a server may end idle sessions, since 17 long transactions. */
    private static final int FIRST_WITH_IDLE_TIMEOUT = 14;

    private static final int FIRST_WITH_TRANSACTION_TIMEOUT = 17;

    private Settings() {}

    /**
     * Start-up options in the form of PGOPTIONS.
     *
     * @param major the server's version; 0 while it is not known
     */
    static String atStart(int major) {
        return AT_START
                + (major >= FIRST_WITH_IDLE_TIMEOUT ? " -c idle_session_timeout=0" : "")
                + (major >= FIRST_WITH_TRANSACTION_TIMEOUT ? " -c transaction_timeout=0" : "");
    }
}
