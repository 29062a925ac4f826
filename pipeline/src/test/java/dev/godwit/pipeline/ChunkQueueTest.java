package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Chunk;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkQueueTest {

    private static final long MIB = 1L << 20;

    @Test
    void beginsWithTheLargestTableAndGivesEachWorkerItsOwn() {
        var queue = queue(2, table("small", MIB), table("large", 50 * MIB), table("middle", 10 * MIB));
        assertThat(take(queue)).isEqualTo("large 1/1");
        assertThat(take(queue)).isEqualTo("middle 1/1");
        assertThat(take(queue)).isEqualTo("small 1/1");
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void letsTwoWorkersMeetOnATableOnlyWhenNoOtherIsLeft() {
        var queue = queue(2, table("huge", 1000 * MIB), table("small", MIB));
        assertThat(take(queue)).isEqualTo("huge 1/8");
        assertThat(take(queue)).isEqualTo("small 1/1");
        assertThat(take(queue)).isEqualTo("huge 2/8");
    }

    @Test
    void givesOutEveryChunkOnce() {
        var queue = queue(3, table("huge", 1000 * MIB), table("b", 0), table("c", 0));
        var seen = IntStream.generate(() -> 0)
                .mapToObj(i -> queue.take())
                .takeWhile(java.util.Optional::isPresent)
                .map(chunk -> chunk.orElseThrow().table().name().name()
                        + chunk.orElseThrow().index())
                .toList();
        assertThat(seen).hasSize(14).doesNotHaveDuplicates();
    }

    @Test
    void givesNothingOnceClosed() {
        var queue = queue(1, table("a", 1));
        queue.close();
        assertThat(queue.take()).isEmpty();
    }

    private static String take(ChunkQueue queue) {
        Chunk chunk = queue.take().orElseThrow();
        return chunk.table().name().name() + " " + (chunk.index() + 1) + "/" + chunk.of();
    }

    private static ChunkQueue queue(int workers, Table... tables) {
        return new ChunkQueue(
                List.of(tables),
                () -> workers,
                (table, pieces) -> IntStream.range(0, pieces)
                        .mapToObj(i -> new Chunk(table, i, pieces, ""))
                        .toList());
    }

    private static Table table(String name, long bytes) {
        return new Table(new TableName("public", name), List.of(), 0, bytes, true, 0, "");
    }
}
