package dev.godwit.postgres;

/**
 * A server's version and what it can do.
 *
 * @param number as server_version_num says, such as 150018
 * @param text as server_version says
 */
record ServerVersion(int number, String text) {

    int major() {
        return number / 10_000;
    }

    /** Since 12: stored generated columns, exact text of floats. */
    boolean hasGeneratedColumns() {
        return major() >= 12;
    }

    /** Since 11. */
    boolean streamsTruncate() {
        return major() >= 11;
    }

    /** Since 14: binary changes, streaming of open transactions, logical messages, fast ctid ranges. */
    boolean streamsBinary() {
        return major() >= 14;
    }

    /** Since 14. */
    boolean streamsOpenTransactions() {
        return major() >= 14;
    }

    /** Since 14. */
    boolean streamsMessages() {
        return major() >= 14;
    }

    /** Since 14; before, each range is a sequential scan. */
    boolean scansCtidRanges() {
        return major() >= 14;
    }

    /** Since 15, "char" prints and reads bytes beyond 127 as a backslash and digits; before, as themselves. */
    boolean readsOctalChars() {
        return major() >= 15;
    }

    /** Since 14; before, user types inside arrays and composites are refused in binary. */
    boolean acceptsForeignElementOids() {
        return major() >= 14;
    }
}
