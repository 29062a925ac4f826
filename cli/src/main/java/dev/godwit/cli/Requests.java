package dev.godwit.cli;

import dev.godwit.api.JobRequest;
import org.jspecify.annotations.Nullable;

/** Options as a request to the server. */
final class Requests {

    private Requests() {}

    static JobRequest of(
            Servers servers, Scope scope, @Nullable CareOptions care, String option, String promote, String fence) {
        return new JobRequest(
                null,
                servers.source(),
                servers.target(),
                null,
                null,
                scope.schemaRenames,
                scope.mode.name(),
                option,
                scope.tables,
                scope.excludeTables,
                scope.parallelism,
                scope.existingTarget.name(),
                promote,
                fence,
                scope.roles == Scope.Switch.ON,
                scope.owner.name(),
                scope.keyless.name(),
                null,
                null,
                care == null ? null : care.retention(),
                care == null ? null : care.giveWay(),
                null,
                null);
    }
}
