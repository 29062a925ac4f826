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
        SortedMap<String, String> labels) {

    public JobSpec {
        care = care == null ? Care.NONE : care;
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
                new TreeMap<>(Map.of()));
    }

    JobSpec at(Place from, Place to) {
        return new JobSpec(
                from,
                to,
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
                labels);
    }

    /** The same for validation alone. */
    JobSpec validating() {
        return with(Option.VALIDATE);
    }

    /** The same with another option. */
    JobSpec with(Option other) {
        return new JobSpec(
                source,
                target,
                databases,
                mode,
                other,
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
                labels);
    }

    /** The same, with what may change while the job runs taken from another. */
    JobSpec withLivePartsOf(JobSpec other) {
        return new JobSpec(
                source,
                target,
                other.databases,
                mode,
                option,
                selection,
                other.parallelism,
                existingTarget,
                promote,
                fence,
                roles,
                owner,
                keyless,
                other.throttles,
                other.care,
                startAt,
                other.labels);
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
                keyless);
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
