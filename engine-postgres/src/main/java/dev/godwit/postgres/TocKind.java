package dev.godwit.postgres;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What an entry of an archive of pg_dump defines; named by pg_dump's own words, with underscores for spaces. */
enum TocKind {
    ACCESS_METHOD(Stage.CREATE, false),
    ACL(Stage.CONSTRAINTS, false),
    AGGREGATE(Stage.CREATE, false),
    BLOB(Stage.NEVER, false),
    BLOBS(Stage.NEVER, false),
    BLOB_METADATA(Stage.NEVER, false),
    CAST(Stage.CREATE, false),
    CHECK_CONSTRAINT(Stage.COMPLETE, true),
    COLLATION(Stage.CREATE, false),
    COMMENT(Stage.WITH_PARENT, false),
    CONSTRAINT(Stage.INDEXES, true),
    CONVERSION(Stage.CREATE, false),
    DATABASE(Stage.NEVER, false),
    DATABASE_PROPERTIES(Stage.NEVER, false),
    DEFAULT(Stage.CREATE, true),
    DEFAULT_ACL(Stage.LAST, false),
    DOMAIN(Stage.CREATE, true),
    ENCODING(Stage.CREATE, false),
    EVENT_TRIGGER(Stage.LAST, false),
    EXTENSION(Stage.CREATE, false),
    FK_CONSTRAINT(Stage.FOREIGN_KEYS, true),
    FOREIGN_DATA_WRAPPER(Stage.CREATE, false),
    FOREIGN_SERVER(Stage.CREATE, false),
    FOREIGN_TABLE(Stage.CREATE, false),
    FUNCTION(Stage.CREATE, false),
    INDEX(Stage.INDEXES, true),
    INDEX_ATTACH(Stage.INDEXES, true),
    LARGE_OBJECT(Stage.NEVER, false),
    MATERIALIZED_VIEW(Stage.CREATE, false),
    MATERIALIZED_VIEW_DATA(Stage.NEVER, false),
    OPERATOR(Stage.CREATE, false),
    OPERATOR_CLASS(Stage.CREATE, false),
    OPERATOR_FAMILY(Stage.CREATE, false),
    POLICY(Stage.CONSTRAINTS, false),
    PROCEDURAL_LANGUAGE(Stage.CREATE, false),
    PROCEDURE(Stage.CREATE, false),
    PUBLICATION(Stage.LAST, false),
    PUBLICATION_TABLE(Stage.LAST, false),
    PUBLICATION_TABLES_IN_SCHEMA(Stage.LAST, false),
    ROW_SECURITY(Stage.COMPLETE, true),
    RULE(Stage.CONSTRAINTS, false),
    SCHEMA(Stage.CREATE, true),
    SEARCHPATH(Stage.CREATE, false),
    SECURITY_LABEL(Stage.WITH_PARENT, false),
    SEQUENCE(Stage.CREATE, true),
    SEQUENCE_OWNED_BY(Stage.CREATE, true),
    SEQUENCE_SET(Stage.NEVER, false),
    SERVER(Stage.CREATE, false),
    SHELL_TYPE(Stage.CREATE, true),
    STATISTICS(Stage.CONSTRAINTS, false),
    STATISTICS_DATA(Stage.NEVER, false),
    STDSTRINGS(Stage.CREATE, false),
    SUBSCRIPTION(Stage.LAST, false),
    SUBSCRIPTION_TABLE(Stage.NEVER, false),
    TABLE(Stage.CREATE, true),
    TABLE_ATTACH(Stage.CREATE, true),
    TABLE_DATA(Stage.NEVER, false),
    TEXT_SEARCH_CONFIGURATION(Stage.CREATE, false),
    TEXT_SEARCH_DICTIONARY(Stage.CREATE, false),
    TEXT_SEARCH_PARSER(Stage.CREATE, false),
    TEXT_SEARCH_TEMPLATE(Stage.CREATE, false),
    TRANSFORM(Stage.CREATE, false),
    TRIGGER(Stage.CONSTRAINTS, true),
    TYPE(Stage.CREATE, true),
    USER_MAPPING(Stage.CREATE, false),
    VIEW(Stage.CREATE, false),
    /** Of a newer pg_dump than this code knows. */
    OTHER(Stage.CONSTRAINTS, false);

    /** Longest first, since some begin with others. */
    private static final List<TocKind> LONGEST_FIRST = Arrays.stream(values())
            .filter(kind -> kind != OTHER)
            .sorted(Comparator.comparingInt((TocKind kind) -> kind.name().length())
                    .reversed())
            .toList();

    private final Stage stage;
    private final boolean needed;

    TocKind(Stage stage, boolean needed) {
        this.stage = stage;
        this.needed = needed;
    }

    /** When it is made, if nothing about the single definition says otherwise. */
    Stage stage() {
        return stage;
    }

    /** Whether rows, or their integrity, need it: then the migration cannot go on without. */
    boolean needed() {
        return needed;
    }

    /** As pg_dump writes it. */
    String words() {
        return name().replace('_', ' ');
    }

    /** The kind with which the rest of a line of pg_restore's list begins. */
    static TocKind of(String rest) {
        for (TocKind kind : LONGEST_FIRST) {
            if (rest.startsWith(kind.words() + " ")) {
                return kind;
            }
        }
        return OTHER;
    }
}
