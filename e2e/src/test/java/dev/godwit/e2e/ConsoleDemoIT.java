package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code godwit demo --console} as a newcomer sees it: a terminal, and a browser beside it. */
class ConsoleDemoIT {

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void isStartedWatchedAndPromotedInTheBrowserWhileApplicationsWrite() throws Exception {
        var words = List.of("demo", "--console", "--port", "0", "--rows", "20000");
        try (var chromium = Chromium.start();
                var demo = GodwitProcess.start(folder.resolve("data"), Map.of(), words)) {
            var page = address(demo);
            try (var console = chromium.open(page, page.getPath())) {
                console.button("Start…").click();
                console.in(console.dialog("Start shop?"), "Start").click();
                console.seesText(console.stage("CDC"), "not delayed");
                console.button("Promote…").click();
                console.sees(console.heading("Promote shop"));
                console.sees(console.page().getByText(Pattern.compile("in shop: [0-9]")));
                demo.type("");
                demo.awaitLine(LONG, line -> line.contains("the applications have stopped"));
                console.sees(console.page().getByText("No session writes at this moment"));
                console.button("Promote…").click();
                console.in(console.dialog("Promote shop?"), "Promote").click();
                console.sees(console.page().getByText("It is promoted"));
            }
            demo.awaitLine(LONG, line -> line.contains("compared once more by other code"));
            demo.interrupt();
            assertThat(demo.exitCode(LONG)).as(demo.output()).isZero();
        }
    }

    private static URI address(GodwitProcess demo) {
        demo.awaitLine(LONG, line -> line.contains("/jobs/"));
        String output = demo.output();
        return URI.create(output.substring(output.indexOf("http://"))
                .lines()
                .findFirst()
                .orElseThrow()
                .strip());
    }
}
