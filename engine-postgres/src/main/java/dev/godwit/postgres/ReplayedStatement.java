package dev.godwit.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** Decides whether the text that a client sent is the one statement that changed a definition, so that it can be run again. */
final class ReplayedStatement {

    private static final Pattern BLANK = Pattern.compile("\\A(\\s+|--[^\\n]*(\\n|\\z)|/\\*.*?\\*/)*", Pattern.DOTALL);
    private static final Pattern CONCURRENTLY = Pattern.compile("\\bCONCURRENTLY\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern FOREIGN_KEY =
            Pattern.compile("\\b(FOREIGN\\s+KEY|REFERENCES)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ACTING = Pattern.compile("\\bENABLE\\s+(ALWAYS|REPLICA)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRIGGER_STATE = Pattern.compile(
            "\\b(ENABLE|DISABLE)\\s+(ALWAYS\\s+|REPLICA\\s+)?(TRIGGER|RULE)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NEW_LABEL = Pattern.compile("\\bADD\\s+VALUE\\b", Pattern.CASE_INSENSITIVE);

    /** Their rows come in the stream, and a second time from the query. */
    private static final Set<String> WITH_ROWS = Set.of("CREATE TABLE AS", "SELECT INTO");

    /** Commands that may say CONCURRENTLY, which no transaction bears. */
    private static final Set<String> CONCURRENT = Set.of("CREATE INDEX", "DROP INDEX", "ALTER TABLE");

    private static final Set<String> APART_FROM_ROWS = Set.of(
            "CREATE INDEX",
            "CREATE TRIGGER",
            "ALTER TRIGGER",
            "DROP TRIGGER",
            "CREATE RULE",
            "ALTER RULE",
            "DROP RULE",
            "CREATE POLICY",
            "ALTER POLICY",
            "DROP POLICY",
            "CREATE STATISTICS",
            "COMMENT",
            "SECURITY LABEL");

    private static final Set<String> RIGHTS = Set.of("GRANT", "REVOKE", "ALTER DEFAULT PRIVILEGES");

    private ReplayedStatement() {}

    /** The statement to run on the target; empty when the text is more, or another, than what was noted. */
    static Optional<String> of(DefinitionRow row) {
        String text = row.query();
        if (WITH_ROWS.contains(row.tag()) || !single(text)) {
            return Optional.empty();
        }
        String bare = BLANK.matcher(text).replaceFirst("");
        if (!word(bare).equals(word(row.tag()))) {
            return Optional.empty();
        }
        return Optional.of(
                CONCURRENT.contains(row.tag()) ? CONCURRENTLY.matcher(text).replaceFirst("") : text);
    }

    /**
     * Whether it is not for now: the switch sees to it, from definitions that are read again.
     *
     * @param rights whether owners and grants are kept
     * @param replica whether triggers and foreign keys of the target do not act on what is applied
     */
    static boolean leftToSwitch(DefinitionRow row, boolean rights, boolean replica) {
        return switch (row.tag()) {
            case "REFRESH MATERIALIZED VIEW" -> true;
            case "CREATE TRIGGER", "CREATE RULE" -> !replica;
            case "ALTER TABLE" -> {
                boolean key = FOREIGN_KEY.matcher(row.query()).find();
                yield ACTING.matcher(row.query()).find() || (key && !replica);
            }
            default -> !rights && RIGHTS.contains(row.tag());
        };
    }

    /** Whether rows may come in another form after it, or be refused by what the target still has. */
    static boolean concernsRows(DefinitionRow row) {
        return !APART_FROM_ROWS.contains(row.tag())
                && !(row.tag().equals("ALTER TABLE")
                        && TRIGGER_STATE.matcher(row.query()).find());
    }

    /** Whether it is one of those that versions before 12 refuse in a transaction. */
    static boolean addsLabel(DefinitionRow row) {
        return row.tag().equals("ALTER TYPE") && NEW_LABEL.matcher(row.query()).find();
    }

    /** Whether a text is exactly one statement. */
    static boolean single(String text) {
        try {
            List<NativeQuery> statements = Parser.parseJdbcSql(text, true, false, true, false, false);
            return statements.stream()
                            .filter(each -> !BLANK.matcher(each.nativeSql)
                                    .replaceFirst("")
                                    .isEmpty())
                            .count()
                    == 1;
        } catch (SQLException e) {
            return false;
        }
    }

    private static String word(String text) {
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end).toUpperCase(Locale.ROOT);
    }
}
