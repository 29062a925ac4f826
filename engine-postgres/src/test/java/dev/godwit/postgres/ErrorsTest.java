package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Failure;
import dev.godwit.core.FailureKind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "08006, TRANSIENT_TROUBLE",
        "08001, SERVER_UNREACHABLE",
        "08P01, STATEMENT_REFUSED",
        "40001, TRANSIENT_TROUBLE",
        "40P01, TRANSIENT_TROUBLE",
        "53100, SERVER_DISK_FULL",
        "53300, TRANSIENT_TROUBLE",
        "55P03, LOCK_NOT_GRANTED",
        "57014, TRANSIENT_TROUBLE",
        "57P01, TRANSIENT_TROUBLE",
        "57P03, TRANSIENT_TROUBLE",
        "58030, TRANSIENT_TROUBLE",
        "28P01, SIGN_IN_REFUSED",
        "3D000, DATABASE_MISSING",
        "42501, STATEMENT_REFUSED",
        "23505, STATEMENT_REFUSED",
    })
    void retriesOnlyWhatMayClearByItself(String state, String code) {
        Failure failure = Errors.failure("writing to h:1/d", new SQLException("words", state));

        assertThat(failure.code()).hasToString(code);
        assertThat(failure.found()).isEqualTo("writing to h:1/d: words");
    }

    @Test
    void leavesAFullDiskToAPerson() {
        assertThat(Errors.failure("x", new SQLException("full", "53100")).code().kind())
                .isEqualTo(FailureKind.FIX_BY_USER);
    }

    @Test
    void survivesAnErrorWithoutACode() {
        assertThat(Errors.failure("x", new SQLException("words")).code()).isEqualTo(PostgresFailure.STATEMENT_REFUSED);
    }
}
