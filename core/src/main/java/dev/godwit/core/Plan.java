package dev.godwit.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * What the operator asked for, for one database.
 *
 * @param id name of this migration on both servers: lower-case letters, digits, underscore; at most 30 characters
 * @param mode online or offline
 * @param option validate, migrate or both
 * @param selection which tables
 * @param workers how many tables are copied, or indexes built, at once; 1 or more
 * @param existingTarget what happens to tables that are already on the target
 * @param promote who decides on the switch
 * @param fence what happens to applications that still write at the switch
 * @param roles whether roles are created on the target
 * @param owner whether the target's objects keep their owners
 * @param keyless how tables without a usable key are followed
 * @param wayBack whether the target is a source that was left: nothing is made, copied or dropped there, and the migration
 *     goes on from the position that was noted when it was left
 * @param schemaRenames names that schemas get on the target with the switch, by those on the source; the others keep theirs
 */
public record Plan(
        String id,
        Mode mode,
        Option option,
        Selection selection,
        int workers,
        ExistingTarget existingTarget,
        Promote promote,
        Fence fence,
        boolean roles,
        Owner owner,
        Keyless keyless,
        boolean wayBack,
        Map<String, String> schemaRenames) {

    private static final int WORD_LETTERS = 20;
    private static final int ID_LETTERS = 6;

    public Plan {
        schemaRenames = Map.copyOf(schemaRenames);
    }

    /** A way forth on which schemas keep their names. */
    public Plan(
            String id,
            Mode mode,
            Option option,
            Selection selection,
            int workers,
            ExistingTarget existingTarget,
            Promote promote,
            Fence fence,
            boolean roles,
            Owner owner,
            Keyless keyless) {
        this(
                id,
                mode,
                option,
                selection,
                workers,
                existingTarget,
                promote,
                fence,
                roles,
                owner,
                keyless,
                false,
                Map.of());
    }

    /** The same, on which schemas get these names. */
    public Plan naming(Map<String, String> schemas) {
        return new Plan(
                id,
                mode,
                option,
                selection,
                workers,
                existingTarget,
                promote,
                fence,
                roles,
                owner,
                keyless,
                wayBack,
                schemas);
    }

    /** The way back from where this one leads to. */
    public Plan turned() {
        return new Plan(
                turned(id),
                Mode.ONLINE,
                Option.MIGRATE,
                selection,
                workers,
                ExistingTarget.FAIL,
                Promote.MANUAL,
                fence,
                false,
                owner,
                keyless,
                true,
                Map.of());
    }

    /**
     * The name of a migration's way back: always the same for the same, so that whoever goes on after a crash finds what was
     * begun; fit for the same places, and another one for each.
     */
    public static String turned(String id) {
        int gap = id.lastIndexOf('_');
        String word = gap < 1 ? id : id.substring(0, gap);
        byte[] hash = hash(id);
        var turned = new StringBuilder(word.substring(0, Math.min(word.length(), WORD_LETTERS))).append('_');
        for (int i = 0; i < ID_LETTERS; i++) {
            turned.append((char) ('a' + (hash[i] & 0xff) % 26));
        }
        return turned.toString();
    }

    private static byte[] hash(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** FAIL: validation fails when the target holds any of the tables; DROP: they are dropped first. */
    public enum ExistingTarget {
        FAIL,
        DROP
    }

    /** MANUAL: a person says when; AUTO: as soon as the source is quiet and all is applied. */
    public enum Promote {
        MANUAL,
        AUTO
    }

    /** CHECK: refuse while somebody writes; CLOSE: forbid new connections and end those of applications. */
    public enum Fence {
        CHECK,
        CLOSE
    }

    /** KEEP: owners and grants as on the source; NONE: all belongs to the user Godwit signs in as. */
    public enum Owner {
        KEEP,
        NONE
    }

    /**
     * FULL: the source logs whole rows of them for the time of the migration. INSERT_ONLY: updates and deletes on them
     * are not followed, and the comparison says so. REFUSE: validation fails.
     */
    public enum Keyless {
        FULL,
        INSERT_ONLY,
        REFUSE
    }
}
