package dev.godwit.server;

import dev.godwit.api.FindingView;
import dev.godwit.api.ValidationView;
import dev.godwit.core.Finding;
import dev.godwit.service.Job;
import dev.godwit.service.JobDatabase;
import dev.godwit.service.Validation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What validation found, as clients see it. */
final class Findings {

    /** The worst first. */
    private static final List<String> OUTCOMES = List.of("FAILED", "WARNING", "SUCCEEDED");

    private Findings() {}

    static FindingView view(Finding finding) {
        return new FindingView(
                finding.code().id(),
                finding.code().title(),
                finding.severity().name(),
                finding.side().name(),
                finding.scope().name(),
                finding.found(),
                finding.next());
    }

    static FindingView view(Validation.Note note) {
        return new FindingView(
                note.code(),
                note.title(),
                note.severity().name(),
                note.side(),
                note.scope(),
                note.found(),
                note.next());
    }

    static ValidationView view(Job job, List<Validation> validations) {
        List<ValidationView.DatabaseValidation> databases = job.present().stream()
                .map(database -> of(database, validations))
                .toList();
        @Nullable Instant at = databases.stream()
                .map(ValidationView.DatabaseValidation::at)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        @Nullable String outcome = databases.stream()
                .map(ValidationView.DatabaseValidation::outcome)
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(OUTCOMES::indexOf))
                .orElse(null);
        return new ValidationView(outcome, at, databases);
    }

    private static ValidationView.DatabaseValidation of(JobDatabase database, List<Validation> validations) {
        Optional<Validation> own = validations.stream()
                .filter(each -> each.database().equals(database.id()))
                .findFirst();
        return new ValidationView.DatabaseValidation(
                database.source(),
                own.map(Validation::outcome).orElse(null),
                own.map(Validation::at).orElse(null),
                own.stream()
                        .flatMap(each -> each.findings().stream())
                        .map(Findings::view)
                        .toList());
    }
}
