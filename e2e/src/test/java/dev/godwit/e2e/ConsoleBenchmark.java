package dev.godwit.e2e;

import com.google.gson.JsonObject;
import dev.godwit.core.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * How fast the console shows many migrations and many tables, beside one and ten in the same minutes, and whether both
 * lists scroll smoothly: see benchmarks/README.md.
 */
final class ConsoleBenchmark {

    private static final int JOBS = Integer.getInteger("godwit.jobs", 1_000);
    private static final int TABLES = Integer.getInteger("godwit.tables", 10_000);
    private static final int FEW = 10;
    private static final int TABLES_AT_ONCE = 1_000;
    private static final int ROUNDS = 11;
    private static final int QUESTIONS = 50;
    private static final Duration LONG = Duration.ofMinutes(30);

    /** Told to the page before it is one: when the first row with something in it was drawn. */
    private static final String WATCH = """
            new MutationObserver((changes, watcher) => {
                if (document.querySelector('tbody tr[aria-rowindex] td:nth-child(5)')) {
                    watcher.disconnect();
                    requestAnimationFrame(() => setTimeout(() => { document.documentElement.dataset.rowsAt = performance.now(); }));
                }
            }).observe(document, { childList: true, subtree: true });
            """;

    private static final String PAINTED = """
            () => [performance.getEntriesByName('first-contentful-paint')[0].startTime, Number(document.documentElement.dataset.rowsAt)]
            """;

    /** Notes each frame, and whether there was a row in the middle of the list, nothing, or a row whose content is awaited. */
    private static final String NOTE_FRAMES = """
            name => {
                const list = document.querySelector(`[role=region][aria-label="${name}"]`);
                list.scrollIntoView({ block: 'center' });
                const area = list.getBoundingClientRect();
                const [x, y] = [area.left + area.width / 2, area.top + area.height / 2];
                const noted = window.noted = { frames: [], blank: 0, awaited: 0, on: true };
                let last = performance.now();
                const note = now => {
                    noted.frames.push(now - last);
                    last = now;
                    const row = document.elementFromPoint(x, y)?.closest('tr');
                    noted.blank += row?.ariaHidden === 'true' ? 1 : 0;
                    noted.awaited += row?.cells.length === 1 && row.ariaHidden !== 'true' ? 1 : 0;
                    if (noted.on) requestAnimationFrame(note);
                };
                requestAnimationFrame(note);
                return [x, y];
            }
            """;

    private final Chromium chromium;

    private ConsoleBenchmark(Chromium chromium) {
        this.chromium = chromium;
    }

    /** Takes no arguments; sizes are system properties. */
    public static void main(String[] arguments) throws IOException {
        Path work = Files.createTempDirectory("godwit-console");
        try (var site = Site.start(work.resolve("many"));
                var single = ServiceProcess.start(work.resolve("one"));
                var chromium = Chromium.start()) {
            single.rest().post("/jobs", Map.of("name", "alone")).good();
            var wide = running(site, "wide", TABLES);
            var narrow = running(site, "narrow", FEW);
            for (int i = 2; i < JOBS; i++) {
                site.rest()
                        .create(Map.of(
                                "name",
                                "waiting" + i,
                                "source",
                                Site.SOURCE,
                                "target",
                                Site.TARGET,
                                "databases",
                                List.of("none" + i)));
            }
            new ConsoleBenchmark(chromium).measure(site.service().address(), single.address(), wide, narrow);
            questions(site.rest(), wide);
        }
        // Threads of the libraries must not keep the program.
        System.exit(0);
    }

    /** A job in CDC with so many tables, each with a row. */
    private static RemoteJob running(Site site, String name, int tables) {
        site.emptyDatabase(name);
        for (int from = 0; from < tables; from += TABLES_AT_ONCE) {
            site.source().execute(name, """
                            DO $$ BEGIN FOR i IN %d..%d LOOP
                                EXECUTE format('CREATE TABLE t%%s (id int PRIMARY KEY); INSERT INTO t%%s VALUES (1)', i, i);
                            END LOOP; END $$""".formatted(from, Math.min(tables, from + TABLES_AT_ONCE) - 1));
        }
        long begin = System.nanoTime();
        var job = site.job(name, Map.of(), name);
        job.act("start");
        Awaitility.await(name)
                .atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> RemoteJob.in(job.view(), Phase.CDC) && job.view().waitingForUser());
        System.out.printf("a job of %d tables: in CDC after %.0f s%n", tables, (System.nanoTime() - begin) / 1e9);
        return job;
    }

    private void measure(URI many, URI one, RemoteJob wide, RemoteJob narrow) {
        compare("list: %,d jobs, 1 job".formatted(JOBS), many, "/", one, "/");
        compare(
                "tables: %,d, %d".formatted(TABLES, FEW),
                many,
                "/jobs/" + wide.id() + "?tab=tables",
                many,
                "/jobs/" + narrow.id() + "?tab=tables");
        scroll("list of %,d jobs".formatted(JOBS), many, "/", "Migrations");
        scroll("list of %,d tables".formatted(TABLES), many, "/jobs/" + wide.id() + "?tab=tables", "Tables");
    }

    /** By turns, each in a window that knows nothing yet; the first of each warms up the browser and the server. */
    private void compare(String what, URI much, String muchPath, URI little, String littlePath) {
        var large = new ArrayList<Shown>();
        var small = new ArrayList<Shown>();
        for (int i = 0; i < ROUNDS; i++) {
            large.add(show(much, muchPath));
            small.add(show(little, littlePath));
        }
        large.removeFirst();
        small.removeFirst();
        print(
                what + ": first paint",
                large.stream().map(Shown::paint),
                small.stream().map(Shown::paint));
        print(
                what + ": rows there",
                large.stream().map(Shown::rows),
                small.stream().map(Shown::rows));
        print(
                what + ": heap, MB",
                large.stream().map(Shown::heap),
                small.stream().map(Shown::heap));
    }

    /** Milliseconds since the address was asked for; megabytes after a collection. */
    private record Shown(double paint, double rows, double heap) {}

    private Shown show(URI server, String path) {
        try (var console = open(server, path)) {
            @SuppressWarnings("unchecked")
            var moments = (List<Number>) console.page().evaluate(PAINTED);
            return new Shown(moments.getFirst().doubleValue(), moments.getLast().doubleValue(), heap(console));
        }
    }

    private ConsolePage open(URI server, String path) {
        var console = chromium.open(server, "about:blank");
        console.page().addInitScript(WATCH);
        console.page().navigate(server.resolve(path).toString());
        console.sees(console.page().locator("html[data-rows-at]"));
        return console;
    }

    private static double heap(ConsolePage console) {
        var devtools = console.page().context().newCDPSession(console.page());
        devtools.send("HeapProfiler.collectGarbage");
        return devtools.send("Runtime.getHeapUsage").get("usedSize").getAsDouble() / 1e6;
    }

    private static void print(String what, Stream<Double> large, Stream<Double> small) {
        List<Double> much = large.sorted().toList();
        List<Double> little = small.sorted().toList();
        System.out.printf(
                "%-40s median %7.1f, longest %7.1f; of few: median %7.1f, longest %7.1f; ratio %.2f%n",
                what, median(much), much.getLast(), median(little), little.getLast(), median(much) / median(little));
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    /** Frames of a list that rests, and of the same list while a wheel turns over it. */
    private void scroll(String what, URI server, String path, String region) {
        try (var console = open(server, path)) {
            frames(what + " at rest", console, region, false);
            frames(what + " scrolled", console, region, true);
            System.out.printf("%-32s heap after it %.1f MB%n", what, heap(console));
        }
    }

    private static void frames(String what, ConsolePage console, String region, boolean turned) {
        @SuppressWarnings("unchecked")
        var middle = (List<Number>) console.page().evaluate(NOTE_FRAMES, region);
        if (turned) {
            console.page().context().newCDPSession(console.page()).send("Input.synthesizeScrollGesture", wheel(middle));
        } else {
            console.page().waitForTimeout(5_000);
        }
        @SuppressWarnings("unchecked")
        var noted = (Map<String, Object>)
                console.page().evaluate("() => ({ ...window.noted, on: window.noted.on = false })");
        @SuppressWarnings("unchecked")
        List<Double> frames = ((List<Number>) Objects.requireNonNull(noted.get("frames")))
                .stream().map(Number::doubleValue).sorted().toList();
        double all = frames.stream().mapToDouble(each -> each).sum();
        System.out.printf(
                "%-32s %d frames in %.1f s, %.1f %% of 60 a second not drawn, %d longer than 50 ms, longest %.0f ms; empty %s, awaited %s%n",
                what,
                frames.size(),
                all / 1000,
                Math.max(0, 100 * (1 - frames.size() / (all * 60 / 1000))),
                frames.stream().filter(each -> each > 50).count(),
                frames.getLast(),
                noted.get("blank"),
                noted.get("awaited"));
    }

    /** 40,000 pixels, 4,000 of them a second: faster than anybody reads. */
    private static JsonObject wheel(List<Number> middle) {
        var gesture = new JsonObject();
        gesture.addProperty("x", middle.getFirst());
        gesture.addProperty("y", middle.getLast());
        gesture.addProperty("yDistance", -40_000);
        gesture.addProperty("speed", 4_000);
        gesture.addProperty("gestureSourceType", "mouse");
        return gesture;
    }

    /** What the page asks for while it is scrolled, searched and sorted. */
    private static void questions(Rest rest, RemoteJob wide) {
        for (String question :
                List.of("", "&page=" + TABLES / 100, "&search=t" + (TABLES - 1), "&sort=-bytes", "&sort=name")) {
            var took = new ArrayList<Double>();
            for (int i = 0; i < QUESTIONS; i++) {
                long begin = System.nanoTime();
                rest.get(wide.path() + "/tables?size=100" + question).good();
                took.add((System.nanoTime() - begin) / 1e6);
            }
            took.sort(null);
            System.out.printf(
                    "tables?size=100%-16s median %.1f ms, longest %.1f ms%n", question, median(took), took.getLast());
        }
    }
}
