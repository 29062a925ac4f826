package dev.godwit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.PackedTuple;
import dev.godwit.core.spi.Relation;
import dev.godwit.core.spi.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final Relation RELATION = new Relation(
            7,
            new TableName("s", "t"),
            List.of(new Relation.Field("id", true), new Relation.Field("v", false), new Relation.Field("w", false)),
            false);
    private static final long PLENTY = 1L << 40;

    @TempDir
    Path folder;

    @Test
    void givesBackEveryChangeInOrderWhereverItWaited() throws Exception {
        var random = new Random(1);
        var expected = new ArrayDeque<String>();
        try (var spool = new Spool(folder, 4_000, PLENTY)) {
            for (int i = 0; i < 20_000; i++) {
                if (random.nextInt(100) < 52) {
                    Change change = change(random, i);
                    expected.add(text(change));
                    spool.accept(change);
                } else if (!expected.isEmpty()) {
                    assertThat(text(poll(spool))).isEqualTo(expected.remove());
                } else {
                    assertThat(spool.isEmpty()).isTrue();
                }
                if (random.nextInt(50) == 0) {
                    spool.release();
                }
            }
            while (!expected.isEmpty()) {
                assertThat(text(poll(spool))).isEqualTo(expected.remove());
            }
            assertThat(spool.poll(Duration.ZERO)).isNull();
        }
    }

    @Test
    void leavesLargeRowsOnDiskAndStillGivesTheirValues() throws Exception {
        var value = new byte[5 << 20];
        new Random(2).nextBytes(value);
        try (var spool = new Spool(folder, PLENTY, PLENTY)) {
            spool.accept(new Change.Insert(RELATION, tuple("1".getBytes(StandardCharsets.UTF_8), value, null)));
            var insert = (Change.Insert) poll(spool);
            assertThat(insert.row().heapBytes()).isLessThan(1_000);
            assertThat(insert.row().kind(2)).isEqualTo(Tuple.Kind.NULL);
            assertThat(insert.row().bytes(1)).isEqualTo(value);
            var out = new ByteArrayOutputStream();
            insert.row().writeTo(1, out);
            assertThat(out.toByteArray()).isEqualTo(value);
        }
    }

    @Test
    void saysThatItIsFullAndHasRoomAgainOnceAllIsApplied() throws Exception {
        try (var spool = new Spool(folder, 0, 2_000_000)) {
            spool.accept(new Change.Insert(RELATION, tuple(new byte[3 << 20], new byte[0], null)));
            assertThat(poll(spool)).isInstanceOf(Change.Insert.class);
            assertThat(spool.hasRoom()).isFalse();
            spool.release();
            assertThat(spool.hasRoom()).isTrue();
        }
    }

    @Test
    void tellsOfTheReadersFailureAfterAllThatCameBefore() throws Exception {
        try (var spool = new Spool(folder, PLENTY, PLENTY)) {
            spool.accept(new Change.Begin(new Position(1, "1")));
            spool.fail(Failure.of(CoreFailure.TRANSIENT_TROUBLE).found("gone").build());
            assertThat(poll(spool)).isEqualTo(new Change.Begin(new Position(1, "1")));
            assertThatThrownBy(() -> spool.poll(Duration.ZERO)).isInstanceOf(Failure.class);
        }
    }

    private static Change poll(Spool spool) throws InterruptedException {
        Change change = spool.poll(Duration.ofSeconds(10));
        assertThat(change).isNotNull();
        return java.util.Objects.requireNonNull(change);
    }

    private static Change change(Random random, int i) {
        var bytes = new byte[random.nextInt(200) == 0 ? 2_000_000 : random.nextInt(50)];
        random.nextBytes(bytes);
        var small = ("key" + i).getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(7)) {
            case 0 -> new Change.Begin(new Position(i, "p" + i));
            case 1 -> new Change.Commit(new Position(i, "e" + i), Instant.ofEpochMilli(i));
            case 2 -> new Change.Insert(RELATION, tuple(small, bytes, null));
            case 3 -> new Change.Update(RELATION, null, tuple(small, bytes, null));
            case 4 -> new Change.Update(RELATION, tuple(small, null, null), tuple(small, bytes, bytes));
            case 5 -> new Change.Delete(RELATION, tuple(small, bytes, null));
            default -> new Change.Truncate(List.of(RELATION, RELATION), random.nextBoolean());
        };
    }

    /** Null becomes an unsent field where it is the second, a null otherwise. */
    private static Tuple tuple(byte @Nullable [] first, byte @Nullable [] second, byte @Nullable [] third) {
        var out = new ByteArrayOutputStream();
        field('t', 'n', first, out);
        field('b', 'u', second, out);
        field('b', 'n', third, out);
        return PackedTuple.of(out.toByteArray(), 0, 3);
    }

    private static void field(char kind, char without, byte @Nullable [] value, ByteArrayOutputStream out) {
        if (value == null) {
            out.write(without);
        } else {
            out.write(kind);
            out.writeBytes(ByteBuffer.allocate(4).putInt(value.length).array());
            out.writeBytes(value);
        }
    }

    private static String text(Change change) {
        return switch (change) {
            case Change.Begin begin -> begin.toString();
            case Change.Commit commit -> commit.toString();
            case Change.Insert insert -> "I" + text(insert.row());
            case Change.Update update -> "U" + (update.old() == null ? "" : text(update.old())) + text(update.row());
            case Change.Delete delete -> "D" + text(delete.old());
            case Change.Truncate truncate -> "T" + truncate.relations().size() + truncate.restartIdentity();
            case Change.Definition definition -> definition.toString();
            case Change.Altered altered -> altered.toString();
        };
    }

    private static String text(Tuple tuple) {
        try {
            var text = new StringBuilder();
            for (int i = 0; i < tuple.size(); i++) {
                var out = new ByteArrayOutputStream();
                boolean value = tuple.kind(i) == Tuple.Kind.TEXT || tuple.kind(i) == Tuple.Kind.BINARY;
                if (value) {
                    tuple.writeTo(i, out);
                }
                text.append(tuple.kind(i)).append(java.util.Arrays.hashCode(out.toByteArray()));
                text.append(tuple.length(i)).append(' ');
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
