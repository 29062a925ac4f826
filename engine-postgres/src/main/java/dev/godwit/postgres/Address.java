package dev.godwit.postgres;

import java.util.Map;

/**
 * Where a database is and how to get there; no password.
 *
 * @param host name or address
 * @param port TCP port
 * @param database its name, decoded
 * @param user role to sign in as
 * @param options the other connection options, by libpq's keywords
 */
record Address(String host, int port, String database, String user, Map<String, String> options) {

    Address {
        options = Map.copyOf(options);
    }

    /** The same server, another database. */
    Address with(String otherDatabase) {
        return new Address(host, port, otherDatabase, user, options);
    }

    /** For people. */
    String hostAndPort() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
