package dev.godwit.service;

import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import dev.godwit.core.Selection;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link JobSpec} while some of them are replaced; see {@link JobSpec#but}. */
final class SpecDraft {

    Place source;
    Place target;
    DatabaseChoice databases;
    Mode mode;
    Option option;
    Selection selection;
    String parallelism;
    Plan.ExistingTarget existingTarget;
    Plan.Promote promote;
    Plan.Fence fence;
    boolean roles;
    Plan.Owner owner;
    Plan.Keyless keyless;
    Throttles throttles;
    Care care;

    @Nullable Instant startAt;

    Map<String, String> labels;
    Map<String, String> schemaRenames;
    boolean fallback;

    @Nullable String wayBackOf;

    SpecDraft(JobSpec spec) {
        source = spec.source();
        target = spec.target();
        databases = spec.databases();
        mode = spec.mode();
        option = spec.option();
        selection = spec.selection();
        parallelism = spec.parallelism();
        existingTarget = spec.existingTarget();
        promote = spec.promote();
        fence = spec.fence();
        roles = spec.roles();
        owner = spec.owner();
        keyless = spec.keyless();
        throttles = spec.throttles();
        care = spec.care();
        startAt = spec.startAt();
        labels = spec.labels();
        schemaRenames = spec.schemaRenames();
        fallback = spec.fallback();
        wayBackOf = spec.wayBackOf();
    }

    JobSpec spec() {
        return new JobSpec(
                source,
                target,
                databases,
                mode,
                option,
                selection,
                parallelism,
                existingTarget,
                promote,
                fence,
                roles,
                owner,
                keyless,
                throttles,
                care,
                startAt,
                new TreeMap<>(labels),
                schemaRenames,
                fallback,
                wayBackOf);
    }
}
