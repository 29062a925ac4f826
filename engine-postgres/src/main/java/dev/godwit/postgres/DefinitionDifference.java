package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.Scope;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import dev.godwit.core.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A definition that is not the same on both sides.
 *
 * @param kind of definition, as in comparison.sql
 * @param there on the source; null where it is not
 * @param here on the target; null where it is not
 */
record DefinitionDifference(
        String kind,
        Key key,
        @Nullable String there,
        @Nullable String here) {

    /** Kinds whose definition may hold a secret. */
    private static final Set<String> OPTIONS = Set.of("user mapping", "database", "object", "relation", "column");

    /** Longer ones help nobody on a screen. */
    private static final int SHOWN_LENGTH = 600;

    private static final int MARK_LENGTH = 16;

    /**
     * What a definition is of.
     *
     * @param table empty for what is not part of a table
     * @param name empty for the table itself
     */
    record Key(Optional<TableName> table, String name) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return table.map(t -> name.isEmpty() ? t.toString() : name + " of " + t)
                    .orElse(name);
        }
    }

    /** Whether only the target has it. */
    boolean extra() {
        return there == null;
    }

    /** Whether only the source has it. */
    boolean missing() {
        return here == null;
    }

    /** Whether an application could miss it. */
    boolean matters() {
        return !extra() && !kind.equals("comment");
    }

    /** Whether it is of a table, or of what belongs to it. */
    boolean concerns(TableName table) {
        String name = Sql.quote(table).replace("\"", "");
        boolean owned = there != null && there.replace("\"", "").contains("owned by " + name + ".");
        return key.table.filter(table::equals).isPresent()
                || owned
                || (" " + key.name.replace("\"", "") + ".").contains(" " + name + ".");
    }

    /** The same for the same difference, and for no other. */
    String mark() {
        String all = String.join("\0", kind, key.toString(), there == null ? "\1" : there, here == null ? "\1" : here);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, MARK_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Finding finding(Severity severity) {
        return new Finding(
                PostgresFailure.DEFINITIONS_DIFFER,
                severity,
                Side.TARGET,
                Scope.DATABASE,
                kind + " " + key + " " + how(),
                PostgresFailure.DEFINITIONS_DIFFER.advice());
    }

    private String how() {
        if (there == null) {
            return "is on the target only";
        }
        if (here == null) {
            return "is not on the target";
        }
        boolean shown = !OPTIONS.contains(kind) && there.length() + here.length() <= SHOWN_LENGTH;
        return shown ? "is '" + there + "' on the source and '" + here + "' on the target" : "is not the same";
    }
}
