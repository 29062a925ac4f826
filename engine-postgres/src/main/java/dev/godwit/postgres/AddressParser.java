package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what PostgreSQL's users write: {@code postgresql://user@host:port/database?keyword=value}, or {@code host=…
 * dbname=…}. See "Connection Strings" in the chapter on libpq of PostgreSQL's documentation.
 */
final class AddressParser {

    private static final List<String> SCHEMES = List.of("postgresql://", "postgres://");
    private static final Pattern PAIRS = Pattern.compile("\\s*\\w+\\s*=.*", Pattern.DOTALL);
    private static final int DEFAULT_PORT = 5432;
    private static final int MAX_PORT = 65_535;
    private static final List<String> SECRETS = List.of("password", "sslpassword");

    private AddressParser() {}

    static boolean recognises(String url) {
        return SCHEMES.stream().anyMatch(url::startsWith) || PAIRS.matcher(url).matches();
    }

    /**
     * As libpq reads it: a database that is not named has the name of the user.
     *
     * @throws Failure {@code URL_NOT_UNDERSTOOD} with the part that is wrong, never with its text if it may be secret
     */
    static Address parse(String url) {
        Address address = parseServer(url);
        return address.database().isEmpty() ? address.with(address.user()) : address;
    }

    /** As {@link #parse}; the database is empty when none is named. */
    static Address parseServer(String url) {
        for (String scheme : SCHEMES) {
            if (url.startsWith(scheme)) {
                return address(UriParts.read(url.substring(scheme.length())));
            }
        }
        if (PAIRS.matcher(url).matches()) {
            return address(KeywordPairs.read(url));
        }
        throw wrong("it begins neither with postgresql:// nor with keyword=value");
    }

    private static Address address(Map<String, String> given) {
        Map<String, String> options = Keywords.check(given);
        String host = host(options);
        int port = port(options.remove("port"));
        String user = options.remove("user");
        if (user == null || user.isEmpty()) {
            user = System.getProperty("user.name");
        }
        String database = options.getOrDefault("dbname", "");
        options.remove("dbname");
        var secrets = new HashMap<String, Secret>();
        for (String keyword : SECRETS) {
            String value = options.remove(keyword);
            if (value != null && !value.isEmpty()) {
                secrets.put(keyword, new Secret(value));
            }
        }
        return new Address(host, port, database, user, options, secrets);
    }

    private static String host(Map<String, String> options) {
        String host = options.getOrDefault("host", "");
        String numeric = options.getOrDefault("hostaddr", "");
        options.keySet().removeAll(List.of("host", "hostaddr"));
        if (!host.isEmpty() && !numeric.isEmpty()) {
            throw wrong("it has both host and hostaddr", "Write only host, with the name or the address.");
        }
        String either = host.isEmpty() ? numeric : host;
        if (either.indexOf(',') >= 0) {
            throw wrong("it names several hosts", "Write the one that is the primary.");
        }
        if (either.startsWith("/") || either.startsWith("@")) {
            throw wrong("its host is a Unix socket", "Godwit connects by TCP: write localhost and the port.");
        }
        if (either.indexOf('@') >= 0 || either.indexOf(' ') >= 0) {
            throw wrong("its host has a character that no host has", Percent.ADVICE);
        }
        return either.isEmpty() ? "localhost" : either;
    }

    /** Says nothing of the text: it may be part of a password with an unencoded slash. */
    private static int port(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return DEFAULT_PORT;
        }
        if (text.indexOf(',') >= 0) {
            throw wrong("it names several ports", "Write the one of the primary.");
        }
        boolean digits = text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = digits ? Integer.parseInt(text) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw wrong("its port is not a number from 1 to " + MAX_PORT, Percent.ADVICE);
        }
        return port;
    }

    static Failure wrong(String found) {
        return wrong(
                found, "Write postgresql://user@host:port/database, or host=… port=… dbname=… user=… as for libpq.");
    }

    static Failure wrong(String found, String next) {
        return Failure.of(CoreFailure.URL_NOT_UNDERSTOOD).found("%s", found).next("%s", next);
    }

    /** A map to collect keywords in, in the order in which they are written. */
    static Map<String, String> keywords() {
        return new LinkedHashMap<>();
    }
}
