package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Encoding and sort order of both databases. */
final class TextTopic implements Topic {

    private static final int FIRST_WITH_PROVIDER = 15;
    private static final int FIRST_WITH_ONE_LOCALE_COLUMN = 17;

    private final PostgresSource source;

    TextTopic(PostgresSource source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "encoding and collation";
    }

    @Override
    public void look(Connection target, Findings findings) throws SQLException {
        try (Connection connection = source.sessions().borrow()) {
            List<String> from = Rows.of(connection, locale(connection)).getFirst();
            List<String> to = Rows.of(target, locale(target)).getFirst();
            encoding(from.get(0), to.get(0), findings);
            collation(from, to, findings);
        }
    }

    private static void encoding(String from, String to, Findings findings) {
        if (from.equals(to)) {
            return;
        }
        String found = "encoding is %s on the source and %s on the target".formatted(from, to);
        if (to.equals("UTF8") && !from.equals("SQL_ASCII")) {
            findings.warning(
                    PostgresFinding.ENCODING_DIFFERS, found, "Nothing to do: every character has its place in UTF8.");
        } else if (to.equals("SQL_ASCII") || from.equals("SQL_ASCII")) {
            findings.warning(PostgresFinding.ENCODING_DIFFERS, found);
        } else {
            findings.warning(
                    PostgresFinding.ENCODING_DIFFERS,
                    found + "; the copy stops at the first character that the target cannot hold");
        }
    }

    private static void collation(List<String> from, List<String> to, Findings findings) {
        var names = List.of("LC_COLLATE", "LC_CTYPE", "provider", "locale of the provider");
        var different = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            if (!plain(from.get(i + 1)).equals(plain(to.get(i + 1)))) {
                different.add("%s is '%s' on the source and '%s' on the target"
                        .formatted(names.get(i), from.get(i + 1), to.get(i + 1)));
            }
        }
        if (!different.isEmpty()) {
            findings.warning(PostgresFinding.COLLATION_DIFFERS, String.join("; ", different));
        }
    }

    /** "en_US.UTF-8" and "en_US.utf8" are one locale. */
    private static String plain(String locale) {
        return locale.toLowerCase(Locale.ROOT).replace("-", "");
    }

    private static String locale(Connection connection) throws SQLException {
        int major = (int) (Rows.number(connection, "SELECT current_setting('server_version_num')") / 10_000);
        String column = major >= FIRST_WITH_ONE_LOCALE_COLUMN ? "datlocale" : "daticulocale";
        String provider = major >= FIRST_WITH_PROVIDER
                ? "CASE datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END, " + column
                : "'libc', NULL";
        return """
                SELECT pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype, %s
                FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
                """.formatted(provider);
    }
}
