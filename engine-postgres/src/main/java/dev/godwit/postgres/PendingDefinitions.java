package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Differences between definitions that a migration which still runs brings with it: what it makes later, see {@link Stage},
 * and the replica identities that it has set on the source for its own time.
 *
 * @param indexes whether indexes and keys are still to be made
 * @param constraints whether what comes after them is still to be made
 * @param complete whether what is made at the switch is still to be made
 * @param rights what may be done on the target, which decides on when some are made
 * @param identities tables whose replica identity is Godwit's
 */
record PendingDefinitions(
        boolean indexes, boolean constraints, boolean complete, TargetRights rights, Set<TableName> identities) {

    /** Nothing is pending: both sides should be the same. */
    static final PendingDefinitions NONE =
            new PendingDefinitions(false, false, false, new TargetRights(true, true, true), Set.of());

    private static final Set<String> LAST =
            Set.of("event trigger", "publication", "subscription", "database", "default grants");
    private static final String LARGE_OBJECT = "large object ";
    private static final Pattern IDENTITY = Pattern.compile("^(\\S+ \\S+) \\S+");
    private static final Pattern INDEX_IDENTITY = Pattern.compile(" identity\\b");
    private static final Pattern ROW_SECURITY = Pattern.compile(" (row security|forced|empty)\\b");
    private static final Pattern LATE = Pattern.compile(
            "^(trigger|rule|policy|table constraint|event trigger|publication|subscription|statistics) .*");

    /** A definition without what is not to be compared now. */
    String comparable(String kind, Optional<TableName> table, String definition) {
        boolean own = table.filter(identities::contains).isPresent();
        return switch (kind) {
            case "relation" -> {
                String rest = own ? IDENTITY.matcher(definition).replaceFirst("$1 ?") : definition;
                yield complete ? ROW_SECURITY.matcher(rest).replaceAll("") : rest;
            }
            case "index" -> own ? INDEX_IDENTITY.matcher(definition).replaceFirst("") : definition;
            default -> definition;
        };
    }

    /**
     * Whether a difference is no wonder now.
     *
     * @param there on the source; null where it is not
     * @param here on the target; null where it is not
     */
    boolean expected(String kind, String name, @Nullable String there, @Nullable String here) {
        if (!equals(NONE) && name.startsWith(LARGE_OBJECT)) {
            return true; // in no log: brought over at the switch, with their owners and grants
        }
        boolean grants = constraints || (complete && !rights.superuser());
        if ((complete && LAST.contains(kind)) || (grants && kind.equals("grants"))) {
            return true;
        }
        if (constraints && kind.equals("view")) {
            return true;
        }
        if (complete && kind.equals("type") && unchecked(there) && !unchecked(here)) {
            return true; // checks of domains that are not valid for all values come at the switch
        }
        return there != null && here == null && late(kind, name, there);
    }

    private static boolean unchecked(@Nullable String type) {
        return type != null && type.contains(" NOT VALID");
    }

    private boolean late(String kind, String name, String definition) {
        return switch (kind) {
            case "index" -> indexes;
            case "constraint" ->
                indexes
                        || (constraints && definition.startsWith("FOREIGN KEY"))
                        || (complete && (definition.endsWith(" unchecked") || !rights.replicaRole()));
            case "policy", "statistics" -> constraints;
            // What acts on applied changes too waits for the switch; its definition begins with A or R.
            case "trigger", "rule" ->
                constraints || (complete && (!definition.startsWith("O ") || !rights.replicaRole()));
            case "comment", "owner" ->
                (indexes && name.startsWith("index "))
                        || ((constraints || complete) && LATE.matcher(name).matches());
            default -> false;
        };
    }
}
