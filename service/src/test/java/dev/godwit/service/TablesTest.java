package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.TableName;
import dev.godwit.pipeline.TableProgress;
import dev.godwit.pipeline.TableProgress.State;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TablesTest {

    @Test
    void tablesInWorkComeFirstThenThoseThatDifferThenTheLargestThatAreLeft() {
        var query = new TableQuery("", Set.of(), "", TableQuery.Sort.WORK, false, 1, 10);
        var sorted = Stream.of(
                        row("done", State.FOLLOWED, 9, 9),
                        row("small", State.WAITING, 0, 5),
                        row("large", State.WAITING, 0, 50),
                        row("wrong", State.DIFFERENT, 9, 9),
                        row("begun", State.COPYING, 3, 4),
                        row("beginning", State.COPYING, 1, 4))
                .sorted(Tables.order(query))
                .map(row -> row.progress().table().name());
        assertThat(sorted).containsExactly("beginning", "begun", "wrong", "large", "small", "done");
    }

    private static TableRow row(String name, State state, long bytes, long total) {
        return new TableRow("id", "shop", new TableProgress(new TableName("public", name), state, 0, bytes, total));
    }
}
