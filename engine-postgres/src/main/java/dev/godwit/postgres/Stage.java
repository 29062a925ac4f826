package dev.godwit.postgres;

/** When a definition is made on the target. */
enum Stage {
    /** Before the rows. */
    CREATE,
    /** After the rows. */
    INDEXES,
    /** After the indexes, while changes are followed. */
    CONSTRAINTS,
    /** Made from the source's catalog instead: foreign keys, which are added first and validated afterwards. */
    FOREIGN_KEYS,
    /** At the switch: what would act on changes that are applied. */
    COMPLETE,
    /** Very last: what reacts to definitions, or to all that is there. */
    LAST,
    /** Not by pg_restore: rows, and what belongs to the database as a whole. */
    NEVER,
    /** Together with the definition it depends on: comments, labels. */
    WITH_PARENT
}
