package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the tables of one server arrives on another one of a newer version, bit for bit. */
class DumpIT {

    @ParameterizedTest
    @CsvSource({"10, 15", "12, 16", "15, 18"})
    void movesTablesOfEveryShape(int from, int to) throws Exception {
        try (var pair = Pair.start(from, to)) {
            String wide = IntStream.rangeClosed(1, 1600)
                    .mapToObj(i -> "c" + i + " int2")
                    .collect(Collectors.joining(", "));
            String schema = """
                CREATE TABLE empty (id int);
                CREATE TABLE nothing ();
                CREATE TABLE "a ""Q"" 🐦 b" ("x y" int, "ÄÖ'" text, "🐦" text);
                CREATE TABLE wide (%s);
                CREATE TABLE parent (id int, t text);
                CREATE TABLE child (more int) INHERITS (parent);
                CREATE TABLE parts (id int, t text) PARTITION BY RANGE (id);
                CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (MINVALUE) TO (10);
                CREATE TABLE parts_high PARTITION OF parts FOR VALUES FROM (10) TO (MAXVALUE);
                CREATE TABLE numbered (id int GENERATED ALWAYS AS IDENTITY, t text);
                """.formatted(wide);
            pair.both(schema);
            pair.source().execute("""
                INSERT INTO nothing SELECT FROM generate_series(1, 7);
                INSERT INTO "a ""Q"" 🐦 b" VALUES (1, 'a', '🐦'), (2, NULL, ''), (3, '\\N', E'\\t\\n');
                INSERT INTO wide (c1, c1600) SELECT g, -g FROM generate_series(1, 100) g;
                INSERT INTO parent SELECT g, 'parent' FROM generate_series(1, 3) g;
                INSERT INTO child SELECT g, 'child', g FROM generate_series(1, 5) g;
                INSERT INTO parts SELECT g, 'part' FROM generate_series(1, 20) g;
                INSERT INTO numbered (t) SELECT g FROM generate_series(1, 5) g;
                DELETE FROM numbered WHERE id = 2;
                """);

            pair.copyAll();

            pair.assertEqual();
            assertThat(pair.target().column("SELECT count(*) FROM public.nothing"))
                    .containsExactly("7");
            assertThat(pair.target().column("SELECT count(*) FROM ONLY public.parent"))
                    .containsExactly("3");
            assertThat(pair.target().column("SELECT id FROM public.numbered ORDER BY 1"))
                    .containsExactly("1", "3", "4", "5");
        }
    }
}
