package dev.godwit.e2e;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the oldest source to all supported targets; in a class of its own, so that several run at a time. */
class MatrixFrom10IT {

    @TempDir
    static Path work;

    private static Matrix matrix;

    @BeforeAll
    static void start() {
        matrix = new Matrix(10, work);
    }

    @AfterAll
    static void stop() {
        matrix.close();
    }

    @ParameterizedTest(name = "10 to {0}")
    @ValueSource(ints = {15, 16, 17, 18})
    void everyTypeAndEveryKindOfWriteArrivesBitForBit(int to) throws SQLException {
        matrix.everyTypeAndEveryKindOfWriteArrivesBitForBit(to);
    }
}
