package dev.godwit.server.page;

import dev.godwit.api.FailureView;
import dev.godwit.api.FindingView;
import dev.godwit.api.JobReport;
import dev.godwit.api.RehearsalView;
import dev.godwit.api.ReportView;
import dev.godwit.api.TimelineView;
import dev.godwit.api.VerificationView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports of every kind, with names that nobody should choose and somebody does. */
final class SampleReport {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** Names that break what is not escaped. */
    static final List<String> NASTY = List.of(
            "public.<script>alert(1)</script>",
            "public.\"quoted\" & 'single'",
            "public.emoji 🐘🚚",
            "שלום.לקוחות",
            "public.\u202Eesrever",
            "public.<!--",
            "public.]]></style><img src=x onerror=alert(1)>",
            "public.bell\u0007 nul\u0000",
            "public.half\uD83D");

    private SampleReport() {}

    /** A completed migration of one database. */
    static JobReport completed() {
        return job("orders", "EQUAL", "Completed", List.of(database("shop", "EQUAL", tables(), null)));
    }

    /** Two databases: one promoted by an override, one that differs; everything has a nasty name. */
    static JobReport nasty() {
        var tables = new ArrayList<ReportView.TableView>();
        NASTY.forEach(name -> tables.add(new ReportView.TableView(name, 10, 9, false, true)));
        var gap = new ReportView.Gap(1_288_490_189, 48_000, NASTY, List.of("3 still write: <b>billing</b>"));
        return job(
                "<i>orders</i>",
                "DIFFERENT",
                "Failed in promote",
                List.of(
                        database("<u>shop</u>", "OVERRIDDEN", tables, gap),
                        database("crm", "DIFFERENT", tables, null)));
    }

    private static List<ReportView.TableView> tables() {
        var tables = new ArrayList<ReportView.TableView>();
        for (String name : List.of("customers", "events", "invoices", "items", "orders", "payments", "stock")) {
            long rows = 10_007L * name.hashCode() % 9_000_000;
            tables.add(
                    new ReportView.TableView("sales." + name, Math.abs(rows), Math.abs(rows), true, name.length() < 6));
        }
        return tables;
    }

    private static ReportView database(
            String name, String outcome, List<ReportView.TableView> tables, ReportView.@Nullable Gap gap) {
        var phases = new LinkedHashMap<String, Long>();
        phases.put("VALIDATING", 2_100L);
        phases.put("CREATING_SCHEMA", 4_300L);
        phases.put("FULL_DUMP", 1_312_000L);
        phases.put("BUILDING_INDEXES", 411_000L);
        phases.put("CDC", 5_400_000L);
        phases.put("PROMOTING", 900L);
        phases.put("COMPLETING", 350L);
        return new ReportView(
                1,
                "job-1",
                "orders",
                name,
                outcome,
                new ReportView.ServerView("postgresql", "15.19", "pg-a.example:5432", name),
                new ReportView.ServerView("postgresql", "17.11", "pg-new.example:5432", name),
                gap == null ? null : Map.of("sales", "<s>"),
                NOON,
                7_130_650,
                phases,
                tables,
                tables.stream().mapToLong(ReportView.TableView::targetRows).sum(),
                227_633_266_688L,
                61_204,
                List.of(new ReportView.ChangesView("sales.<orders>", 61_204, 60_000, 4, 1_200)),
                gap == null
                        ? List.of()
                        : List.of(new ReportView.ChangedValuesView("sales.<z>", "day", 3, "0000-00-00 is <null>")),
                700,
                310,
                List.of(new FindingView(
                        "GW-0808",
                        "an application waited for Godwit",
                        "WARNING",
                        "SOURCE",
                        "DATABASE",
                        "pid 4711 waited 12 s for <a href=x>sales.orders</a>",
                        "Nothing: it has gone on.")),
                gap == null ? List.of() : List.of("Open the source again: ALTER DATABASE \"<x>\" CONNECTION LIMIT -1"),
                gap);
    }

    private static VerificationView verification(String state, long changed) {
        var finding = new FindingView(
                "GW-0520", "a definition differs", "WARNING", "TARGET", "DATABASE", "index <q>i</q>", "Create it.");
        return new VerificationView(
                "verification_1",
                "orders",
                "shop",
                state,
                "carol <c@d>",
                new VerificationView.Scope(
                        List.of("sales.<s>"), List.of(), List.of("1"), List.of("9"), false, changed > 0, false, 0, 0),
                NOON.plusSeconds(6_500),
                NOON.plusSeconds(6_560),
                null,
                new VerificationView.Result(
                        true,
                        7,
                        7,
                        0,
                        0,
                        0,
                        42_263_680,
                        42_263_680,
                        0,
                        0,
                        changed,
                        0,
                        12,
                        changed == 0 ? null : (Long) changed,
                        changed == 0 ? List.of() : List.of(finding),
                        List.of(),
                        List.of()),
                null,
                null);
    }

    private static JobReport job(String name, String outcome, String state, List<ReportView> databases) {
        var refusal = new FailureView("GW-0401", "applications still write", "<em>1</em> still writes", "Stop it.");
        var foretold = new RehearsalView.DatabaseRehearsal(
                "shop", false, NOON.plusSeconds(6_000), 800L, 100L, 1_900L, List.of(), List.of(refusal));
        return new JobReport(
                "job-1",
                name,
                outcome,
                state,
                "ONLINE",
                NOON.plusSeconds(7_200),
                "1.0",
                NOON.minusSeconds(600),
                NOON,
                NOON.plusSeconds(7_131),
                Map.of("ticket", "CHG-4711 <3"),
                databases,
                List.of(foretold),
                List.of(verification("EQUAL", 0), verification("DIFFERENT", 3)),
                List.of(
                        new TimelineView(1, NOON, "STARTING", "PREPARING", "Started", null, "alice <a@b>"),
                        new TimelineView(2, NOON, "RUNNING", "FULL_DUMP", "Now in full dump", "shop", null),
                        new TimelineView(
                                9, NOON.plusSeconds(7_000), "RUNNING", "CDC", "Promote requested", null, "bob")));
    }
}
