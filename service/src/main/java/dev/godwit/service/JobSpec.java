package dev.godwit.service;

import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import dev.godwit.core.Selection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What an operator asked for; no secrets. Parameters not named here are as in {@link Plan}.
 *
 * @param source address of the source, in its engine's canonical spelling
 * @param target address of the target, likewise
 */
public record JobSpec(
        String source,
        String target,
        Mode mode,
        Option option,
        Selection selection,
        int workers,
        Plan.ExistingTarget existingTarget,
        Plan.Promote promote,
        Plan.Fence fence,
        boolean roles,
        Plan.Owner owner,
        Plan.Keyless keyless) {

    JobSpec at(String canonicalSource, String canonicalTarget) {
        return new JobSpec(
                canonicalSource,
                canonicalTarget,
                mode,
                option,
                selection,
                workers,
                existingTarget,
                promote,
                fence,
                roles,
                owner,
                keyless);
    }

    /** The plan for one database under this name. */
    public Plan plan(String id) {
        return new Plan(id, mode, option, selection, workers, existingTarget, promote, fence, roles, owner, keyless);
    }

    /** The same for the same databases and tables, whatever the other settings: such a job goes on, and is not made twice. */
    String identity() {
        String text = String.join(
                "\n",
                source,
                target,
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
        return value.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
