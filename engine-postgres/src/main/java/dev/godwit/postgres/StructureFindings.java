package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Scope;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what could not be moved as it was. */
final class StructureFindings {

    private static final int SHOWN = 5;

    private StructureFindings() {}

    /** A warning about the target's database, with the code's general advice. */
    static Finding warning(PostgresFailure code, String template, Object... values) {
        return new Finding(
                code,
                Severity.WARNING,
                Side.TARGET,
                Scope.DATABASE,
                String.format(Locale.ROOT, template, values),
                code.advice());
    }

    /**
     * StructureFindings for what was refused.
     *
     * @throws Failure when rows, or their integrity, need something of it
     */
    static List<Finding> of(List<RestoreError> errors, Toc toc) {
        List<RestoreError> needed =
                errors.stream().filter(e -> !e.aboutOwner() && needed(e, toc)).toList();
        if (!needed.isEmpty()) {
            throw Failure.of(PostgresFailure.DEFINITION_REFUSED)
                    .found(
                            "%s%s",
                            needed.stream().limit(SHOWN).map(e -> words(e, toc)).collect(Collectors.joining("; ")),
                            needed.size() > SHOWN ? "; and " + (needed.size() - SHOWN) + " more" : "")
                    .build();
        }
        var findings = new ArrayList<Finding>();
        Set<Integer> missing = errors.stream()
                .filter(e -> !e.aboutOwner())
                .map(RestoreError::entry)
                .collect(Collectors.toSet());
        for (RestoreError error : errors) {
            if (!error.aboutOwner() || !missing.contains(error.entry())) {
                findings.add(warning(code(error, toc), "%s", words(error, toc)));
            }
        }
        return findings;
    }

    /** Whether rows, or their integrity, need what was refused. */
    static boolean needed(RestoreError error, Toc toc) {
        return toc.entry(error.entry()).map(e -> e.kind().needed()).orElse(true);
    }

    private static PostgresFailure code(RestoreError error, Toc toc) {
        boolean grant = toc.entry(error.entry())
                .filter(e -> e.kind() == TocKind.ACL || e.kind() == TocKind.DEFAULT_ACL)
                .isPresent();
        return error.aboutOwner() || grant
                ? PostgresFailure.OWNER_OR_GRANT_NOT_SET
                : PostgresFailure.DEFINITION_LEFT_OUT;
    }

    /** The object and the server's sentence. */
    static String words(RestoreError error, Toc toc) {
        return toc.entry(error.entry()).map(TocEntry::name).orElse("a definition")
                + (error.aboutOwner() ? " (owner)" : "") + ": " + error.message();
    }
}
