package dev.godwit.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is migrated, and how: options that validation has to know as well. */
final class Scope {

    enum Mode {
        ONLINE,
        OFFLINE;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    enum ExistingTarget {
        FAIL,
        DROP;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    enum Switch {
        ON,
        OFF;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    enum Owner {
        KEEP,
        NONE;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    enum Keyless {
        FULL,
        INSERT_ONLY,
        REFUSE;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    @Option(
            names = "--mode",
            defaultValue = "online",
            description = "online: applications go on writing; offline: one copy. Default: ${DEFAULT-VALUE}.")
    Mode mode;

    @Option(
            names = "--table",
            paramLabel = "PATTERN",
            description = "Migrate only these; schema.table or table, with * and ?. May be repeated.")
    List<String> tables = List.of();

    @Option(names = "--exclude-table", paramLabel = "PATTERN", description = "Leave these out. May be repeated.")
    List<String> excludeTables = List.of();

    @Option(
            names = "--rename-schema",
            paramLabel = "OLD=NEW",
            description = "Another name for a schema on the target, from the switch on. May be repeated.")
    @Nullable Map<String, String> schemaRenames;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "optimal",
            description = "Tables copied at once: min, optimal, max or a number. Default: ${DEFAULT-VALUE}.")
    String parallelism;

    @Option(
            names = "--existing-target",
            defaultValue = "fail",
            description = "When the target holds any of the tables: fail, or drop them. Default: ${DEFAULT-VALUE}.")
    ExistingTarget existingTarget;

    @Option(
            names = "--roles",
            paramLabel = "on|off",
            defaultValue = "off",
            description = "Create missing roles on the target. Default: ${DEFAULT-VALUE}.")
    Switch roles;

    @Option(
            names = "--owner",
            defaultValue = "keep",
            description =
                    "keep owners and grants, or none: all belongs to the user who signs in. Default: ${DEFAULT-VALUE}.")
    Owner owner;

    @Option(
            names = "--keyless",
            defaultValue = "full",
            description =
                    "Tables without a key: full (whole rows are logged meanwhile), insert-only or refuse. Default: ${DEFAULT-VALUE}.")
    Keyless keyless;
}
