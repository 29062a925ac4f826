package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.util.List;

/**
 * What Godwit's objects on a source are called.
 *
 * @param id the migration's id
 */
record CaptureNames(String id) {

    /** Name of the triggers that tell of TRUNCATE where the log does not. */
    static final String TRUNCATE_TRIGGER = "godwit_truncated";

    /** Prefix of Godwit's own messages in the log. */
    static final String MESSAGE_PREFIX = "godwit";

    String slot() {
        return "godwit_" + id;
    }

    /** A slot that lives for one snapshot. */
    String viewSlot() {
        return "godwit_" + id + "_view";
    }

    /** Tables of which every change is sent. */
    String publication() {
        return "godwit_" + id;
    }

    /** Keyless tables of which updates and deletes are not followed. */
    String insertsPublication() {
        return "godwit_" + id + "_inserts";
    }

    /** Keyless tables whose whole rows include columns that the server computes. */
    String computedPublication() {
        return "godwit_" + id + "_computed";
    }

    /** Replica identities as they were before. */
    TableName identities() {
        return own("_identity");
    }

    TableName heartbeat() {
        return own("_heartbeat");
    }

    /** Names of tables that were emptied, one row for each TRUNCATE. */
    TableName truncated() {
        return own("_truncated");
    }

    /** Changes of definitions, one row for each. */
    TableName definitions() {
        return own("_definitions");
    }

    /** Event triggers that write there: at the end of a command, when something is dropped, when a table is rewritten. */
    List<String> definitionTriggers() {
        return List.of(publication() + "_end", publication() + "_drop", publication() + "_rewrite");
    }

    /** How the door was before it was closed. */
    TableName door() {
        return own("_door");
    }

    private TableName own(String suffix) {
        return new TableName(CatalogReader.OWN_SCHEMA, id + suffix);
    }
}
