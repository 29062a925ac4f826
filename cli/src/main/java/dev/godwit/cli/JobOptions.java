package dev.godwit.cli;

import dev.godwit.api.JobRequest;
import dev.godwit.api.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** The settings of a job; what is not said is the server's to choose. */
final class JobOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--name", description = "For people. Default: chosen by the server.")
    private @Nullable String name;

    @Option(
            names = "--source",
            paramLabel = "PROFILE",
            description = "The server that is left: a profile, or an address without a password.")
    private @Nullable String source;

    @Option(names = "--target", paramLabel = "PROFILE", description = "The server that is moved to, likewise.")
    private @Nullable String target;

    @Option(
            names = "--database",
            paramLabel = "DB",
            description =
                    "A database, or a pattern with * and ?; '*' for all. May be repeated. Default: the one that the source names.")
    private @Nullable List<String> databases;

    @Option(
            names = "--rename",
            paramLabel = "OLD=NEW",
            description = "Another name for a database on the target. May be repeated.")
    private @Nullable Map<String, String> renames;

    @Option(
            names = "--rename-schema",
            paramLabel = "OLD=NEW",
            description = "Another name for a schema on the target, from the switch on. May be repeated.")
    private @Nullable Map<String, String> schemaRenames;

    @Option(names = "--mode", description = "online (default): applications go on writing; offline: one copy.")
    private Scope.@Nullable Mode mode;

    @Option(
            names = "--option",
            paramLabel = "WHAT",
            description = "validate, migrate or validate-and-migrate (default).")
    private Migrate.@Nullable What what;

    @Option(
            names = "--table",
            paramLabel = "PATTERN",
            description = "Only these; schema.table or table, with * and ?. May be repeated.")
    private @Nullable List<String> tables;

    @Option(names = "--exclude-table", paramLabel = "PATTERN", description = "Not these. May be repeated.")
    private @Nullable List<String> excludeTables;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Tables copied at once: min, optimal (default), max or a number.")
    private @Nullable String parallelism;

    @Option(
            names = "--existing-target",
            description = "When the target holds any of the tables: fail (default), or drop them.")
    private Scope.@Nullable ExistingTarget existingTarget;

    @Option(names = "--promote", description = "manual (default) waits for you; auto takes the first quiet moment.")
    private Migrate.@Nullable Promote promote;

    @Option(
            names = "--fence",
            description = "Who still writes at the switch: check (default) refuses, close ends their sessions.")
    private Migrate.@Nullable Fence fence;

    @Option(names = "--roles", paramLabel = "on|off", description = "Create missing roles on the target. Default: off.")
    private Scope.@Nullable Switch roles;

    @Option(names = "--owner", description = "keep (default) owners and grants, or none.")
    private Scope.@Nullable Owner owner;

    @Option(names = "--keyless", description = "Tables without a key: full (default), insert-only or refuse.")
    private Scope.@Nullable Keyless keyless;

    @Option(
            names = "--fallback",
            arity = "0..1",
            fallbackValue = "true",
            description = "Each promotion leaves a way back: godwit job fallback. Default: no.")
    private @Nullable Boolean fallback;

    @Option(
            names = "--throttle",
            paramLabel = "LIMITS",
            converter = ThrottleText.class,
            description =
                    "As 'dump=50MiB/s cdc=5000rows/s', or for some hours '08:00-20:00 dump=10MiB/s'. May be repeated.")
    private @Nullable List<JobRequest.ThrottleWindow> throttles;

    @Mixin
    private CareOptions care;

    @Option(
            names = "--start-at",
            paramLabel = "TIME",
            converter = MomentText.class,
            description = "When the server starts it by itself: 2026-11-21T22:00, or with a zone.")
    private @Nullable Instant startAt;

    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            description = "For finding it, and acting on many. May be repeated.")
    private @Nullable Map<String, String> labels;

    /** The settings that were given, with the keys of the job document. */
    ObjectNode settings() {
        var request = Json.STRICT.createObjectNode();
        put(request, "name", name);
        put(request, "source", checked("--source", source));
        put(request, "target", checked("--target", target));
        put(request, "databases", databases);
        put(request, "renames", renames);
        put(request, "schemaRenames", schemaRenames);
        put(request, "mode", mode);
        put(request, "option", what);
        put(request, "tables", tables);
        put(request, "excludeTables", excludeTables);
        put(request, "parallelism", parallelism);
        put(request, "existingTarget", existingTarget);
        put(request, "promote", promote);
        put(request, "fence", fence);
        put(request, "roles", roles == null ? null : (Boolean) (roles == Scope.Switch.ON));
        put(request, "owner", owner);
        put(request, "keyless", keyless);
        put(request, "fallback", fallback);
        put(request, "throttles", throttles);
        put(request, "retention", care.retention());
        put(request, "giveWay", care.giveWay());
        put(request, "startAt", startAt);
        put(request, "labels", labels);
        return request;
    }

    private static void put(ObjectNode request, String key, @Nullable Object value) {
        if (value != null) {
            request.set(key, Json.STRICT.valueToTree(value instanceof Enum<?> choice ? choice.toString() : value));
        }
    }

    private @Nullable String checked(String option, @Nullable String place) {
        if (place != null && Servers.PASSWORD.matcher(place).find()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s holds a password, and everyone on this machine can read it in the list of processes. Keep it in a profile: godwit profile create --help"
                            .formatted(option));
        }
        return place;
    }
}
