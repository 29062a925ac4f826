package dev.godwit.postgres;

import dev.godwit.core.Secret;
import dev.godwit.core.spi.Via;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The environment in which PostgreSQL's client programs find a server: no argument of theirs ever names a secret. */
final class LibpqEnvironment {

    /** Keywords of an address whose variable is not PG and the keyword in capitals. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("connect_timeout", "PGCONNECT_TIMEOUT"),
            Map.entry("channel_binding", "PGCHANNELBINDING"),
            Map.entry("target_session_attrs", "PGTARGETSESSIONATTRS"),
            Map.entry("sslmode", "PGSSLMODE"),
            Map.entry("sslrootcert", "PGSSLROOTCERT"),
            Map.entry("sslcert", "PGSSLCERT"),
            Map.entry("sslkey", "PGSSLKEY"),
            Map.entry("sslnegotiation", "PGSSLNEGOTIATION"),
            Map.entry("gssencmode", "PGGSSENCMODE"),
            Map.entry("krbsrvname", "PGKRBSRVNAME"),
            Map.entry("hostaddr", "PGHOSTADDR"),
            Map.entry("passfile", "PGPASSFILE"),
            Map.entry("require_auth", "PGREQUIREAUTH"));

    private LibpqEnvironment() {}

    /**
     * Replaces everything about PostgreSQL in the environment of a process that will be started.
     *
     * @param via where to connect instead; null for the address itself
     * @param application what the server's list of sessions shows
     * @param settings further options of the session, as in PGOPTIONS
     */
    static void write(
            Address address,
            @Nullable Via via,
            Optional<Secret> password,
            String application,
            String settings,
            Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("PG") && !name.equals("PGPASSFILE"));
        environment.putAll(of(address, password, application, settings));
        if (via != null) {
            // The certificate is still checked against PGHOST.
            environment.put("PGHOSTADDR", ViaSocketFactory.numeric(via));
            environment.put("PGPORT", Integer.toString(via.port()));
        }
    }

    static Map<String, String> of(Address address, Optional<Secret> password, String application, String settings) {
        var variables = new HashMap<String, String>();
        variables.put("PGHOST", address.host());
        variables.put("PGPORT", Integer.toString(address.port()));
        variables.put("PGUSER", address.user());
        variables.put("PGDATABASE", address.database());
        variables.put("PGAPPNAME", application);
        variables.put("PGCLIENTENCODING", "UTF8");
        variables.put("PGCONNECT_TIMEOUT", "10");
        variables.put("LC_ALL", "C");
        address.options().forEach((keyword, value) -> {
            String name = NAMES.get(keyword.toLowerCase(Locale.ROOT));
            if (name != null) {
                variables.put(name, value);
            }
        });
        String options = address.options().getOrDefault("options", "");
        variables.put("PGOPTIONS", (options + " " + settings).strip());
        password.ifPresent(secret -> variables.put("PGPASSWORD", secret.reveal()));
        return variables;
    }
}
