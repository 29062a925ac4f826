package dev.godwit.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

    private static final Set<String> SECRETS = Set.of("password", "sslpassword");

    Address {
        options = Map.copyOf(options);
    }

    /** The same server, another database. */
    Address with(String otherDatabase) {
        return new Address(host, port, otherDatabase, user, options);
    }

    /** The address in one spelling, without a password; safe to store and to print. */
    String canonical() {
        String query = new TreeMap<>(options)
                .entrySet().stream()
                        .filter(option -> !SECRETS.contains(option.getKey()))
                        .map(option -> encode(option.getKey()) + "=" + encode(option.getValue()))
                        .collect(Collectors.joining("&"));
        return "postgresql://" + encode(user) + "@" + hostAndPort() + "/" + encode(database)
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** For people. */
    String hostAndPort() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
