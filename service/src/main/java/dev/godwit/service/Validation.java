package dev.godwit.service;

import dev.godwit.core.Finding;
import dev.godwit.core.Severity;
import java.time.Instant;
import java.util.List;

/**
 * What validation, or a later step, found for one database.
 *
 * @param database its id
 * @param at of the last finding
 */
public record Validation(String database, Instant at, List<Note> findings) {

    /** A finding in a form that can be kept; parts are those of {@link Finding}. */
    public record Note(
            String code, String title, Severity severity, String side, String scope, String found, String next) {

        static Note of(Finding finding) {
            return new Note(
                    finding.code().id(),
                    finding.code().title(),
                    finding.severity(),
                    finding.side().name(),
                    finding.scope().name(),
                    finding.found(),
                    finding.next());
        }
    }

    public Validation {
        findings = List.copyOf(findings);
    }

    /** FAILED, WARNING or SUCCEEDED: the worst of its findings. */
    public String outcome() {
        if (findings.stream().anyMatch(note -> note.severity() == Severity.FAILED)) {
            return "FAILED";
        }
        return findings.stream().anyMatch(note -> note.severity() == Severity.WARNING) ? "WARNING" : "SUCCEEDED";
    }
}
