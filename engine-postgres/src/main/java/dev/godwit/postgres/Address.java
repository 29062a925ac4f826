package dev.godwit.postgres;

import dev.godwit.core.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a database is and how to get there.
 *
 * @param host name or address, without brackets
 * @param port TCP port
 * @param database its name, decoded; empty for a server alone
 * @param user role to sign in as
 * @param options the other connection options, by libpq's keywords, see {@link Keywords}
 * @param secrets those options that are never printed
 */
record Address(
        String host, int port, String database, String user, Map<String, String> options, Map<String, Secret> secrets) {

    Address {
        options = Map.copyOf(options);
        secrets = Map.copyOf(secrets);
    }

    /** The same server, another database. */
    Address with(String otherDatabase) {
        return new Address(host, port, otherDatabase, user, options, secrets);
    }

    /** For people. */
    String hostAndPort() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** For people: server and database. */
    String place() {
        return hostAndPort() + "/" + database;
    }

    /** The address in one spelling, without secrets; safe to store and to print. */
    String canonical() {
        String query = new TreeMap<>(options)
                .entrySet().stream()
                        .map(option -> encode(option.getKey()) + "=" + encode(option.getValue()))
                        .collect(Collectors.joining("&"));
        String path = encode(user) + "@" + hostAndPort() + (database.isEmpty() ? "" : "/" + encode(database));
        return "postgresql://" + path + (query.isEmpty() ? "" : "?" + query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
