package dev.godwit.cli;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.FailureView;
import dev.godwit.api.JobListItem;
import dev.godwit.api.JobPage;
import dev.godwit.api.JobReport;
import dev.godwit.api.JobRequest;
import dev.godwit.api.JobView;
import dev.godwit.api.LagView;
import dev.godwit.api.PlaceView;
import dev.godwit.api.PreviewView;
import dev.godwit.api.ProgressView;
import dev.godwit.api.ReportView;
import dev.godwit.api.RetentionView;
import dev.godwit.api.Unavailable;
import dev.godwit.api.WaitingView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as a server answers with them. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-21T22:04:30Z");

    private static final FailureView DUPLICATE =
            new FailureView("GW-1203", "a row is there already", "duplicate key in orders_pkey", "Empty the table.");

    private Samples() {}

    static JobReport report(String outcome, ReportView... databases) {
        return new JobReport(
                "j",
                "orders",
                outcome,
                "Completed",
                "ONLINE",
                NOW,
                "1",
                NOW,
                null,
                null,
                Map.of(),
                List.of(databases),
                List.of(),
                List.of(),
                List.of());
    }

    static JobPage page(JobListItem... items) {
        return new JobPage(List.of(items), items.length, 1, 50, NOW);
    }

    static JobListItem item(String name, String status, String state, boolean waiting) {
        boolean cdc = state.endsWith("CDC");
        return new JobListItem(
                name,
                name,
                status,
                cdc ? "CDC" : "FULL_DUMP",
                state,
                waiting,
                cdc ? "ONLINE" : "OFFLINE",
                "VALIDATE_AND_MIGRATE",
                cdc ? "pg-a" : "my-c",
                cdc ? "postgresql 15" : "mysql 8",
                "pg-new",
                "postgresql 17",
                cdc ? 5 : 1,
                0,
                null,
                cdc ? 12_288L : null,
                cdc ? 400L : null,
                cdc ? true : null,
                cdc ? 7_440_000L : 720_000L,
                NOW.minusSeconds(90_000),
                cdc ? NOW.minusSeconds(7_440) : NOW.minusSeconds(86_400),
                Map.of(),
                7,
                List.of("STOP"));
    }

    static JobView job(String name, String status, String phase, String state, List<String> actions) {
        return job(name, status, phase, state, actions, List.of(database(name, status, phase, state)));
    }

    static JobView job(
            String name,
            String status,
            String phase,
            String state,
            List<String> actions,
            List<DatabaseView> databases) {
        return new JobView(
                "id-" + name,
                name,
                status,
                phase,
                state,
                true,
                false,
                false,
                7,
                NOW,
                new PlaceView("p1", "pg-old", "postgresql://app@pg-a:5432", "pg-a:5432", "postgresql", "15.4"),
                new PlaceView(null, null, "postgresql://app@pg-new:5432", "pg-new:5432", "postgresql", null),
                "ONLINE",
                "VALIDATE_AND_MIGRATE",
                "MANUAL",
                JobRequest.between("pg-old", "pg-new"),
                databases,
                NOW,
                NOW,
                NOW.minusSeconds(7440),
                null,
                7_440_000L,
                null,
                null,
                null,
                null,
                actions,
                List.of(new Unavailable("START", "it runs already")));
    }

    static DatabaseView database(String name, String status, String phase, String state) {
        boolean cdc = phase.equals("CDC") && status.startsWith("RUNNING");
        return new DatabaseView(
                name,
                name,
                name,
                status,
                phase,
                state,
                true,
                false,
                NOW,
                null,
                status.equals("FAILED") ? DUPLICATE : null,
                null,
                phase.equals("FULL_DUMP") ? dump() : null,
                null,
                cdc ? lag() : null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The same, at this cost. */
    static DatabaseView costing(DatabaseView database, RetentionView cost) {
        return new DatabaseView(
                database.id(),
                database.source(),
                database.target(),
                database.status(),
                database.phase(),
                database.state(),
                true,
                false,
                NOW,
                null,
                null,
                null,
                null,
                null,
                null,
                cost,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The same with tables that wait. */
    static DatabaseView waiting(DatabaseView database, List<WaitingView> tables) {
        return new DatabaseView(
                database.id(),
                database.source(),
                database.target(),
                database.status(),
                database.phase(),
                database.state(),
                true,
                false,
                NOW,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                tables,
                List.of(),
                List.of(),
                List.of());
    }

    static ProgressView dump() {
        return new ProgressView(
                138512695296L, 227633266688L, 12L, 9410, 10_000, 184L << 20, 480_000L, List.of(), null, null, null);
    }

    static LagView lag() {
        return new LagView(12_288, 400, true, true, 9, 9, 0, 0, 8120, 1181116006L);
    }

    static PreviewView preview(String action, boolean allowed, @Nullable String reason, boolean loses) {
        return new PreviewView(
                action,
                allowed,
                reason,
                loses,
                7,
                NOW,
                List.of("Data are incomplete: 4,102 of 10,000 tables."),
                List.of(new PreviewView.DatabasePreview(
                        "orders",
                        new PreviewView.Drops(9998, 131L << 30, List.of("public.items", "public.events")),
                        List.of(),
                        List.of("14 triggers"),
                        List.of("SELECT pg_drop_replication_slot('godwit_7')"),
                        null,
                        null,
                        null)));
    }
}
