package dev.godwit.postgres;

import java.util.List;

/**
 * A type as one server has it.
 *
 * @param oid on that server
 * @param inner element of an array, base of a domain, subtype of a range, range of a multirange; 0 otherwise
 * @param fields of a composite type, in order; empty otherwise
 * @param binary whether it can be both sent and received in binary
 */
record TypeDetail(long oid, String schema, String name, Kind kind, long inner, List<Field> fields, boolean binary) {

    /** OIDs below are the same on all servers: assigned by hand, see transam.h. */
    private static final long FIRST_UNSTABLE_OID = 10_000;

    TypeDetail {
        fields = List.copyOf(fields);
    }

    /** Whether a type's OID means the same on every server. */
    static boolean hasStableOid(long oid) {
        return oid < FIRST_UNSTABLE_OID;
    }

    boolean isBuiltIn() {
        return hasStableOid(oid);
    }

    String quoted() {
        return Sql.quote(schema) + "." + Sql.quote(name);
    }

    /** How a type is made of others. */
    enum Kind {
        BASE,
        ENUM,
        ARRAY,
        DOMAIN,
        COMPOSITE,
        RANGE,
        MULTIRANGE
    }

    /** A part of a composite type. */
    record Field(String name, long type) {}
}
