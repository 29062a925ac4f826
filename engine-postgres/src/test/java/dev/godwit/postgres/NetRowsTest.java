package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.TableName;
import dev.godwit.core.spi.PackedTuple;
import dev.godwit.core.spi.Relation;
import dev.godwit.core.spi.Tuple;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folded changes do to a table what the changes do one by one. */
class NetRowsTest {

    private static final int KEYS = 5;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void netChangesByKeyEqualOrderedOnes(boolean wholeRows) {
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            Map<String, String[]> ordered = new TreeMap<>();
            for (int key = 0; key < KEYS; key += 2) {
                ordered.put("" + key, new String[] {"" + key, "a" + key, "b" + key});
            }
            Map<String, String[]> folded = new TreeMap<>(ordered);
            NetRows net = NetRows.of(route(true, wholeRows));
            int received = 0;
            for (int i = 0; i < 12; i++) {
                received += change(random, ordered, net, wholeRows) ? 1 : 0;
            }
            assertThat(net.applied()).as("seed %d", seed).isBetween(0L, (long) received);
            apply(net.rows(), folded, seed);
            assertThat(show(folded)).as("seed %d", seed).isEqualTo(show(ordered));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void netChangesWithoutKeyEqualOrderedOnes(int values) {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            List<String> ordered = new ArrayList<>(List.of("0", "0", "1"));
            List<String> folded = new ArrayList<>(ordered);
            NetRows net = NetRows.of(route(false, true));
            for (int i = 0; i < 15; i++) {
                String value = "" + random.nextInt(values);
                if (ordered.isEmpty() || random.nextInt(3) == 0) {
                    ordered.add(value);
                    net.insert(tuple(value, "x", null));
                    continue;
                }
                String old = ordered.remove(random.nextInt(ordered.size()));
                if (random.nextBoolean()) {
                    net.delete(tuple(old, "x", null));
                } else {
                    ordered.add(value);
                    assertThat(net.update(tuple(old, "x", null), tuple(value, "?", null)))
                            .isTrue();
                }
            }
            for (NetRow row : net.rows()) {
                if (row.op() == NetRow.Op.DELETE) {
                    assertThat(folded.remove(text(Objects.requireNonNull(row.old()), 0)))
                            .as("seed %d", seed)
                            .isTrue();
                } else {
                    assertThat(text(Objects.requireNonNull(row.row()), 1)).isEqualTo("x");
                    folded.add(text(Objects.requireNonNull(row.row()), 0));
                }
            }
            assertThat(folded.stream().sorted().toList())
                    .as("seed %d", seed)
                    .isEqualTo(ordered.stream().sorted().toList());
        }
    }

    /** One random change that is possible now; answers whether the fold took it. */
    private static boolean change(Random random, Map<String, String[]> table, NetRows net, boolean wholeRows) {
        String key = "" + random.nextInt(KEYS);
        String[] row = table.get(key);
        if (row == null) {
            String[] added = {key, value(random), value(random)};
            table.put(key, added);
            net.insert(tuple(added));
            return true;
        }
        if (random.nextInt(3) == 0) {
            table.remove(key);
            net.delete(wholeRows ? tuple(row) : tuple(key, null, null));
            return true;
        }
        String newKey = random.nextInt(3) == 0 ? "" + random.nextInt(KEYS) : key;
        if (!newKey.equals(key) && table.containsKey(newKey)) {
            return false;
        }
        boolean unsent = random.nextBoolean();
        String[] after = {newKey, value(random), unsent ? row[2] : value(random)};
        Tuple sent = tuple(after[0], after[1], unsent ? "?" : after[2]);
        Tuple old = wholeRows ? tuple(row) : newKey.equals(key) ? null : tuple(key, null, null);
        if (!net.update(old, sent)) {
            return false;
        }
        table.remove(key);
        table.put(newKey, after);
        return true;
    }

    /** Deletes, updates, inserts, each of which must find what it expects. */
    private static void apply(List<NetRow> rows, Map<String, String[]> table, int seed) {
        for (NetRow.Op op : NetRow.Op.values()) {
            for (NetRow row : rows) {
                if (row.op() != op) {
                    continue;
                }
                switch (op) {
                    case DELETE ->
                        assertThat(table.remove(text(Objects.requireNonNull(row.old()), 0)))
                                .as("seed %d", seed)
                                .isNotNull();
                    case INSERT -> {
                        Tuple added = Objects.requireNonNull(row.row());
                        assertThat(table.put(
                                        text(added, 0), new String[] {text(added, 0), text(added, 1), text(added, 2)}))
                                .as("seed %d", seed)
                                .isNull();
                    }
                    case UPDATE, MOVE -> {
                        Tuple changed = Objects.requireNonNull(row.row());
                        String[] there = table.get(text(changed, 0));
                        assertThat(there).as("seed %d", seed).isNotNull();
                        for (int i = 1; i < 3 && there != null; i++) {
                            there = there.clone();
                            there[i] = changed.kind(i) == Tuple.Kind.UNSENT ? there[i] : text(changed, i);
                            table.put(there[0], there);
                        }
                    }
                }
            }
        }
    }

    private static String show(Map<String, String[]> table) {
        var shown = new StringBuilder();
        table.values().forEach(row -> shown.append(List.of(row)));
        return shown.toString();
    }

    private static String value(Random random) {
        return "v" + random.nextInt(100);
    }

    static String text(Tuple tuple, int field) {
        return new String(tuple.bytes(field), StandardCharsets.UTF_8);
    }

    /** Fields of text; null is NULL and a question mark is a value that was not sent. */
    static Tuple tuple(@Nullable String... values) {
        var out = new ByteArrayOutputStream();
        for (String value : values) {
            if (value == null) {
                out.write('n');
            } else if (value.equals("?")) {
                out.write('u');
            } else {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                out.write('t');
                out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
                out.writeBytes(bytes);
            }
        }
        return PackedTuple.of(out.toByteArray(), 0, values.length);
    }

    static Route route(boolean keyed, boolean wholeRows) {
        var name = new TableName("public", "a");
        var columns = new TreeMap<String, TargetTable.Column>();
        var fields = new ArrayList<Relation.Field>();
        for (String column : List.of("id", "a", "b")) {
            boolean key = keyed && column.equals("id");
            columns.put(column, new TargetTable.Column(column, "text", key, "=", false, null));
            fields.add(new Relation.Field(column, key));
        }
        var table = new TargetTable(name, "ONLY public.a", columns, Set.of(), keyed, keyed, false);
        return new Route(0, table, new Relation(0, name, fields, wholeRows));
    }
}
