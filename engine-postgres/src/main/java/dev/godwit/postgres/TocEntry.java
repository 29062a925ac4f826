package dev.godwit.postgres;

import java.util.Set;

/**
 * One definition in an archive of pg_dump.
 *
 * @param id its number within the archive
 * @param catalog oid of the system catalog it is in, such as 1259 for pg_class; 0 when it is in none
 * @param oid of the object on the source; 0 for comments, grants and the like
 * @param kind what is defined
 * @param text schema, name and owner as pg_restore lists them; for people only, since it cannot be taken apart
 * @param needs ids of the entries that must be there before
 */
record TocEntry(int id, long catalog, long oid, TocKind kind, String text, Set<Integer> needs) {

    static final long PG_CLASS = 1259;

    TocEntry {
        needs = Set.copyOf(needs);
    }

    /** For people. */
    String name() {
        return kind.words() + " " + text;
    }
}
