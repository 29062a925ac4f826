package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rows that nearly fill the heap, which is 512 MB in tests as in the launcher. */
class LargeRowIT {

    @Test
    void passesRowsOfTwoHundredMegabytesOn() throws Exception {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(512L << 20);
        try (var pair = Pair.start(15, 16)) {
            pair.both("CREATE TABLE a (id int, b bytea)");
            pair.source()
                    .execute(
                            "INSERT INTO a SELECT g, decode(repeat('0' || g, 200000000), 'hex') FROM generate_series(1, 3) g",
                            "INSERT INTO a SELECT g, 'small' FROM generate_series(4, 1000) g");

            pair.copyAll();

            pair.assertEqual();
            assertThat(pair.target().column("SELECT octet_length(b) FROM public.a WHERE id < 4"))
                    .containsOnly("200000000");
        }
    }
}
