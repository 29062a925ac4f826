package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal: Ctrl-C, the same command again, a question, and the switch by hand. */
class TerminalIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String CTRL_C = "\u0003";

    @TempDir
    Path data;

    @Test
    void stopsByCtrlCGoesOnWhenAskedAndPromotesByHand() {
        try (var source = PostgresServer.start(15);
                var target = PostgresServer.start(17)) {
            source.createDatabase("shop");
            target.createDatabase("shop");
            source.execute("shop", "CREATE TABLE t AS SELECT i AS id FROM generate_series(1, 100) i");
            source.execute("shop", "ALTER TABLE t ADD PRIMARY KEY (id)");

            try (var first = migrate(source, target)) {
                first.awaitLine(LONG, TerminalIT::waitsForMe);
                first.press(CTRL_C);
                assertThat(first.exitCode(LONG)).as(first::output).isEqualTo(130);
                assertThat(first.output())
                        .contains("Stop requested", "Position kept", "Go on: same command", "godwit job end shop");
            }
            source.execute("shop", "INSERT INTO t VALUES (1000)");
            try (var end = onTerminal(source, target, List.of("job", "end", "shop"))) {
                end.awaitLine(LONG, line -> line.contains("released on the source: "));
                end.type("no");
                assertThat(end.exitCode(LONG)).as(end::output).isEqualTo(130);
                assertThat(end.output())
                        .contains(
                                "replication slot",
                                "without promoting? It cannot be resumed. Type shop",
                                "Nothing was done");
            }
            try (var second = migrate(source, target)) {
                second.type("y");
                second.awaitLine(LONG, TerminalIT::waitsForMe);
                second.type("p");
                assertThat(second.exitCode(LONG)).as(second::output).isZero();
                assertThat(second.output())
                        .contains("shop was begun earlier: Stopped", "Go on where it was?", "1/1 tables by checksum");
            }
            Proof.equalAndTidy(source, target, "shop");
        }
    }

    private static boolean waitsForMe(String line) {
        return line.contains("p and Enter to promote");
    }

    private GodwitProcess migrate(PostgresServer source, PostgresServer target) {
        return onTerminal(
                source, target, List.of("migrate", "--source", source.url("shop"), "--target", target.url("shop")));
    }

    private GodwitProcess onTerminal(PostgresServer source, PostgresServer target, List<String> arguments) {
        return GodwitProcess.onTerminal(data, source.password(), target.password(), arguments);
    }
}
