package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.AuditPage;
import dev.godwit.api.AuditView;
import dev.godwit.service.AuditEntry;
import dev.godwit.service.MigrationService;
import dev.godwit.service.access.Role;
import io.javalin.http.Context;
import java.time.Instant;

/** What people did: for admins. */
final class AuditRoutes {

    private final MigrationService service;

    AuditRoutes(MigrationService service) {
        this.service = service;
    }

    Route route() {
        return Route.get(ApiPaths.AUDIT, this::list).by(Role.ADMIN);
    }

    private void list(Context request) {
        var page = service.audit(Queries.audit(request)).map(AuditRoutes::view);
        Answers.json(request, new AuditPage(page.items(), page.total(), page.page(), page.size(), Instant.now()));
    }

    private static AuditView view(AuditEntry entry) {
        return new AuditView(
                entry.at(), entry.who(), entry.action(), entry.subject(), entry.outcome(), entry.requestId());
    }
}
