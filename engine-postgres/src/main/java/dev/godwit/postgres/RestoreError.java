package dev.godwit.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement that the target refused.
 *
 * @param entry id of the archive's entry it belongs to; 0 when none was named
 * @param message the server's first line, which holds no values of rows
 * @param statement the first line of the statement
 */
record RestoreError(int entry, String message, String statement) {

    private static final Pattern FROM = Pattern.compile("pg_restore: from TOC entry (\\d+);.*");
    private static final Pattern ERROR =
            Pattern.compile("pg_restore: error: could not execute query: (?:ERROR: +|FATAL: +)?(.*)");
    private static final String COMMAND = "Command was: ";
    private static final Pattern UNKNOWN_SETTING =
            Pattern.compile("unrecognized configuration parameter \"(transaction_timeout|default_table_access_method"
                    + "|idle_in_transaction_session_timeout|row_security|restrict_nonsystem_relation_kind)\"");

    private static final Pattern SCHEMA_THERE = Pattern.compile("schema \".*\" already exists");

    /** Takes the error output of pg_restore apart. */
    static List<RestoreError> parse(List<String> lines) {
        var errors = new ArrayList<RestoreError>();
        int entry = 0;
        Optional<String> message = Optional.empty();
        for (String line : lines) {
            Matcher from = FROM.matcher(line);
            Matcher error = ERROR.matcher(line);
            if (from.matches()) {
                entry = Integer.parseInt(from.group(1));
            } else if (error.matches()) {
                message.ifPresent(m -> errors.add(new RestoreError(0, m, "")));
                message = Optional.of(error.group(1));
            } else if (line.startsWith(COMMAND) && message.isPresent()) {
                errors.add(new RestoreError(entry, message.get(), line.substring(COMMAND.length())));
                message = Optional.empty();
            }
        }
        message.ifPresent(m -> errors.add(new RestoreError(0, m, "")));
        return errors;
    }

    /** What only says that the target is older than the program, or that a schema is there before. */
    boolean harmless() {
        boolean unknown =
                statement.startsWith("SET ") && UNKNOWN_SETTING.matcher(message).matches();
        return unknown || SCHEMA_THERE.matcher(message).matches();
    }

    /** Whether a step that is repeated may meet it: the object is there from the time before. */
    boolean alreadyThere() {
        return message.endsWith("already exists")
                || message.endsWith("already exists with same argument types")
                || message.contains("is already member of publication")
                || message.contains("is already a partition");
    }

    /** Whether the object is there and only its owner could not be set. */
    boolean aboutOwner() {
        return statement.startsWith("ALTER ") && statement.contains(" OWNER TO ");
    }
}
