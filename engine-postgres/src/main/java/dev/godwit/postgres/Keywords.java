package dev.godwit.postgres;

import dev.godwit.core.Failure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What libpq's connection keywords mean to Godwit. */
final class Keywords {

    /** Do what they do for libpq. */
    private static final Set<String> USED = Set.of(
            "host",
            "hostaddr",
            "port",
            "dbname",
            "user",
            "password",
            "passfile",
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "sslpassword",
            "sslnegotiation",
            "channel_binding",
            "require_auth",
            "connect_timeout",
            "options",
            "keepalives",
            "gssencmode",
            "krbsrvname",
            "gsslib",
            "target_session_attrs");

    /** Of no consequence here: Godwit sets these itself, or they tune what needs no tuning. */
    private static final Set<String> IGNORED = Set.of(
            "application_name",
            "fallback_application_name",
            "client_encoding",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "sslcompression",
            "sslsni",
            "sslcertmode",
            "gssdelegation",
            "load_balance_hosts",
            "min_protocol_version",
            "max_protocol_version",
            "sslkeylogfile");

    /** To leave these out silently would weaken what was asked for. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("service", "Write host, port, dbname and user of the service instead."),
            Map.entry("servicefile", "Write host, port, dbname and user of the service instead."),
            Map.entry("sslcrl", "Godwit reads no revocation lists; leave it out if you can do without."),
            Map.entry("sslcrldir", "Godwit reads no revocation lists; leave it out if you can do without."),
            Map.entry("ssl_min_protocol_version", "Leave it out: Godwit speaks TLS 1.2 and 1.3 only."),
            Map.entry("ssl_max_protocol_version", "Leave it out: Godwit speaks TLS 1.2 and 1.3 only."),
            Map.entry("requirepeer", "It is for Unix sockets, and Godwit connects by TCP: leave it out."),
            Map.entry("replication", "Leave it out: Godwit opens replication connections itself."),
            Map.entry("scram_client_key", "Give the password instead."),
            Map.entry("scram_server_key", "Give the password instead."),
            Map.entry("oauth_issuer", "Sign in by password or certificate."),
            Map.entry("oauth_client_id", "Sign in by password or certificate."),
            Map.entry("oauth_client_secret", "Sign in by password or certificate."),
            Map.entry("oauth_scope", "Sign in by password or certificate."));

    private static final Map<String, List<String>> CHOICES = Map.of(
            "sslmode", List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
            "sslnegotiation", List.of("postgres", "direct"),
            "channel_binding", List.of("disable", "prefer", "require"),
            "gssencmode", List.of("disable", "prefer", "require"),
            "keepalives", List.of("0", "1"),
            "target_session_attrs", List.of("any", "read-write", "read-only", "primary", "standby", "prefer-standby"));

    private Keywords() {}

    /**
     * Those that are used, with their values.
     *
     * @throws Failure for an unknown keyword, one that is refused, or a value that is none of its choices
     */
    static Map<String, String> check(Map<String, String> given) {
        var used = new TreeMap<String, String>();
        given.forEach((keyword, value) -> {
            if ("ssl".equals(keyword) && "true".equals(value)) {
                used.putIfAbsent("sslmode", "require");
            } else if (USED.contains(keyword)) {
                used.put(keyword, choice(keyword, value));
            } else if (!IGNORED.contains(keyword)) {
                throw refusal(keyword);
            }
        });
        if (!used.getOrDefault("connect_timeout", "0").matches("-?\\d{1,6}")) {
            throw AddressParser.wrong("its connect_timeout is not a number of seconds", "Write for instance 10.");
        }
        return used;
    }

    private static String choice(String keyword, String value) {
        List<String> choices = CHOICES.get(keyword);
        if (choices != null && !choices.contains(value)) {
            throw AddressParser.wrong(
                    "its %s is '%s'".formatted(keyword, value), "Choose one of " + String.join(", ", choices) + ".");
        }
        return value;
    }

    private static Failure refusal(String keyword) {
        String advice = REFUSED.get(keyword);
        if (advice != null) {
            return AddressParser.wrong(
                    "it has the option " + keyword + ", which Godwit does not know how to honour", advice);
        }
        String nearest = USED.stream()
                .sorted()
                .min(Comparator.comparingInt(known -> distance(keyword, known)))
                .orElseThrow();
        boolean near = distance(keyword, nearest) <= Math.max(2, nearest.length() / 3);
        return AddressParser.wrong(
                "it has the option '%s', which libpq does not know".formatted(keyword),
                near
                        ? "Did you mean " + nearest + "?"
                        : "Known are "
                                + String.join(", ", USED.stream().sorted().toList()) + ".");
    }

    /** How many characters have to be changed, added or left out. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
