package dev.godwit.service;

import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import dev.godwit.core.Selection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asked for; no secrets. Parameters not named here are as in {@link Plan}.
 *
 * @param databases which databases of the source
 * @param parallelism min, optimal, max or a number; for each database
 * @param throttles how much may flow
 * @param care how the source is spared; NONE in what was kept before there was such a choice
 * @param startAt when the job starts by itself; null to wait for a person
 * @param labels for people to find it by
 * @param schemaRenames names that schemas get on the target, by those on the source; empty in what was kept before there
 *     was such a choice
 * @param fallback whether each promotion leaves a way back
 * @param wayBackOf id of the job whose promotions this one can take back; null for every other job
 */
public record JobSpec(
        Place source,
        Place target,
        DatabaseChoice databases,
        Mode mode,
        Option option,
        Selection selection,
        String parallelism,
        Plan.ExistingTarget existingTarget,
        Plan.Promote promote,
        Plan.Fence fence,
        boolean roles,
        Plan.Owner owner,
        Plan.Keyless keyless,
        Throttles throttles,
        Care care,
        @Nullable Instant startAt,
        SortedMap<String, String> labels,
        Map<String, String> schemaRenames,
        boolean fallback,
        @Nullable String wayBackOf) {

    public JobSpec {
        care = care == null ? Care.NONE : care;
        schemaRenames = schemaRenames == null ? Map.of() : Map.copyOf(schemaRenames);
        labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** Between two places, everything else as it is unless somebody says otherwise. */
    public static JobSpec between(Place source, Place target) {
        return new JobSpec(
                source,
                target,
                DatabaseChoice.NAMED,
                Mode.ONLINE,
                Option.VALIDATE_AND_MIGRATE,
                Selection.ALL,
                "optimal",
                Plan.ExistingTarget.FAIL,
                Plan.Promote.MANUAL,
                Plan.Fence.CHECK,
                false,
                Plan.Owner.KEEP,
                Plan.Keyless.FULL,
                Throttles.NONE,
                Care.NONE,
                null,
                new TreeMap<>(Map.of()),
                Map.of(),
                false,
                null);
    }

    /** The same, with what a change replaces. */
    JobSpec but(Consumer<SpecDraft> change) {
        var draft = new SpecDraft(this);
        change.accept(draft);
        return draft.spec();
    }

    JobSpec at(Place from, Place to) {
        return but(draft -> {
            draft.source = from;
            draft.target = to;
        });
    }

    /** The same for validation alone. */
    JobSpec validating() {
        return with(Option.VALIDATE);
    }

    /** The same with another option. */
    JobSpec with(Option other) {
        return but(draft -> draft.option = other);
    }

    /** The same for other databases. */
    JobSpec with(DatabaseChoice other) {
        return but(draft -> draft.databases = other);
    }

    /** The same, and each promotion leaves a way back. */
    JobSpec keepingWayBack() {
        return but(draft -> draft.fallback = true);
    }

    /** The same, as a way back of this job. */
    JobSpec wayBackOf(@Nullable String job) {
        return but(draft -> draft.wayBackOf = job);
    }

    /** The same, with what may change while the job runs taken from another. */
    JobSpec withLivePartsOf(JobSpec other) {
        return but(draft -> {
            draft.databases = other.databases;
            draft.parallelism = other.parallelism;
            draft.throttles = other.throttles;
            draft.care = other.care;
            draft.labels = other.labels;
            draft.fallback = other.fallback;
        });
    }

    /** Whether its target is a source that was left. */
    public boolean wayBack() {
        return wayBackOf != null;
    }

    /**
     * The way back of a job with these settings. It has none of its labels: what is done to all jobs that have one must not
     * go back by accident.
     */
    JobSpec turned(String job, DatabaseChoice there) {
        return but(draft -> {
            draft.source = target;
            draft.target = source;
            draft.databases = there;
            draft.mode = Mode.ONLINE;
            draft.option = Option.MIGRATE;
            draft.existingTarget = Plan.ExistingTarget.FAIL;
            draft.promote = Plan.Promote.MANUAL;
            draft.roles = false;
            draft.throttles = Throttles.NONE;
            draft.startAt = null;
            draft.labels = Map.of();
            draft.schemaRenames = Map.of();
            draft.fallback = false;
            draft.wayBackOf = job;
        });
    }

    /** The plan for one database under this name. */
    public Plan plan(String id) {
        return new Plan(
                id,
                mode,
                option,
                selection,
                Parallelism.workers(parallelism),
                existingTarget,
                promote,
                fence,
                roles,
                owner,
                keyless,
                wayBack(),
                schemaRenames);
    }

    /** The same for the same databases and tables, whatever the other settings: two live jobs never have the same. */
    public String identity() {
        String text = String.join(
                "\n",
                source.text(),
                target.text(),
                String.join("\t", databases.patterns().stream().sorted().toList()),
                new TreeMap<>(databases.renames()).toString(),
                String.join("\t", selection.include().stream().sorted().toList()),
                String.join("\t", selection.exclude().stream().sorted().toList()));
        if (wayBackOf != null) {
            text += "\n" + wayBackOf;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Settings in which this differs from another and which nobody may change once a migration has begun. */
    List<String> fixedDifferences(JobSpec begun) {
        return Stream.of(
                        difference("source", begun.source.text(), source.text()),
                        difference("target", begun.target.text(), target.text()),
                        difference("mode", begun.mode, mode),
                        difference("roles", begun.roles ? "on" : "off", roles ? "on" : "off"),
                        difference("owner", begun.owner, owner),
                        difference("keyless", begun.keyless, keyless))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String difference(String name, Object was, Object now) {
        return was.equals(now) ? "" : "it was begun with --%s %s, not %s".formatted(name, words(was), words(now));
    }

    private static String words(Object value) {
        return value instanceof Enum<?> choice
                ? choice.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : value.toString();
    }
}
