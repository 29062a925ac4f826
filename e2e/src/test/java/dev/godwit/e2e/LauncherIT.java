package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherIT {

    private static final SourceTree TREE = SourceTree.here();

    @TempDir
    private static Path folder;

    private static Path copy;
    private static Launcher godwit;
    private static int buildsForTwo;

    /** Two starts at the same time, in a tree where nothing is built. */
    @BeforeAll
    static void start() throws Exception {
        copy = folder.resolve("a copy");
        TREE.copyTo(copy);
        godwit = new Launcher(copy.resolve("godwit"), folder);
        var first = godwit.start(Map.of(), "version");
        var second = godwit.start(Map.of(), "version");
        buildsForTwo = builds(first) + builds(second);
    }

    @Test
    void runsThroughALinkFromAnotherFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), godwit.script());

        var result = new Launcher(link, folder).run("version");
        Files.delete(link);

        assertThat(result.output()).startsWith("godwit ");
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void passesTheExitCodeOn() throws Exception {
        assertThat(godwit.run("no-such-command").exitCode()).isEqualTo(2);
    }

    @Test
    void limitsTheHeap() throws Exception {
        assertThat(maxHeap(Map.of())).isEqualTo(512L << 20);
        assertThat(maxHeap(Map.of("GODWIT_HEAP", "96m"))).isEqualTo(96L << 20);
    }

    private long maxHeap(Map<String, String> variables) throws Exception {
        var environment = new HashMap<>(variables);
        environment.put("GODWIT_JAVA_OPTS", "-XX:+PrintFlagsFinal");
        String flags = godwit.start(environment, "version").await().output();
        String value = flags.replaceAll("(?s).* MaxHeapSize += (\\d+).*", "$1");
        return Long.parseLong(value);
    }

    @Test
    void loadsItsClassesFromTheCache() throws Exception {
        Path log = folder.resolve("classes");

        godwit.start(Map.of("GODWIT_JAVA_OPTS", "-Xlog:class+load:file=" + log), "version")
                .await();

        List<String> classes = Files.readAllLines(log);
        long cached = classes.stream()
                .filter(line -> line.contains("source: shared objects file"))
                .count();
        assertThat(cached).as("of %s classes", classes.size()).isGreaterThan(classes.size() * 9L / 10);
    }

    @Test
    void buildsOnceForTwoAndAgainForAChange() throws Exception {
        assertThat(buildsForTwo).isEqualTo(1);
        assertThat(builds(godwit.start(Map.of(), "version"))).isZero();

        Path source = copy.resolve("cli/src/main/java/dev/godwit/cli/Main.java");
        Files.writeString(source, Files.readString(source) + "no Java");
        var broken = godwit.run("version");
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.errors()).contains("Main.java").contains("build.log");

        Files.copy(TREE.root().resolve(copy.relativize(source)), source, StandardCopyOption.REPLACE_EXISTING);
        assertThat(builds(godwit.start(Map.of(), "version"))).isEqualTo(1);
    }

    private static int builds(Launcher.Run run) throws IOException, InterruptedException {
        var result = run.await();
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output()).startsWith("godwit ");
        return result.errors().split("Building Godwit", -1).length - 1;
    }
}
