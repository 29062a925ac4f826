package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new engine changes nothing in these modules, so they do not speak the words of any. */
final class NeutralModulesTest {

    private static final SourceTree TREE = SourceTree.here();

    @ParameterizedTest
    @ValueSource(strings = {"core", "pipeline", "service", "api"})
    void speaksNoEnginesWords(String module) {
        var findings = TREE.mainSources(module).stream().flatMap(NeutralModulesTest::findings);

        assertThat(findings)
                .as("words of one engine; say it in an engine module, or in words all engines" + " share")
                .isEmpty();
    }

    private static Stream<String> findings(Path file) {
        Stream<String> inName = EngineWords.in(file.getFileName().toString()).stream();
        return Stream.concat(inName, EngineWords.in(TREE.read(file)).stream())
                .map(word -> TREE.root().relativize(file) + ": " + word);
    }

    @Test
    void findsAnEnginesWordsInNamesAndText() {
        assertThat(EngineWords.in("WALReader readLsn wal_level 'pgoutput' PgConnection POSTGRESQL" + " ctid PG_DUMP"))
                .containsExactly("wal", "lsn", "pgoutput", "pg", "postgresql", "ctid");
        assertThat(EngineWords.in("walk wallet also droid solsn avoid toaster upgrade page"))
                .isEmpty();
    }
}
