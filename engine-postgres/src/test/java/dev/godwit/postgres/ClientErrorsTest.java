package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Failure;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pg_dump: error: query failed: SSL connection has been closed unexpectedly    | TRANSIENT_TROUBLE
            pg_dump: error: query failed: SSL error: decryption failed or bad record mac | TRANSIENT_TROUBLE
            pg_dump: error: query failed: could not send data to server: Broken pipe     | TRANSIENT_TROUBLE
            pg_dump: error: query failed: server closed the connection unexpectedly      | TRANSIENT_TROUBLE
            pg_dump: error: query failed: ERROR:  canceling statement due to user request | TRANSIENT_TROUBLE
            pg_restore: error: could not execute query: ERROR:  deadlock detected        | TRANSIENT_TROUBLE
            pg_dump: error: connection to server at "h" failed: Connection refused       | SERVER_UNREACHABLE
            pg_dump: error: could not write to output file: No space left on device      | DISK_FULL
            pg_restore: error: could not execute query: ERROR:  permission denied        | CLIENT_PROGRAM_FAILED
            """)
    void retriesOnlyWhatMayClearByItself(String line, String code) {
        Failure failure = ClientErrors.failure("pg_dump of the source", List.of(line));

        assertThat(failure.code()).hasToString(code);
        assertThat(failure.found()).startsWith("pg_dump of the source: ").doesNotContain("pg_dump: ", "pg_restore: ");
    }
}
