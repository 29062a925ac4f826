package dev.godwit.testkit.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TypeSamplesTest {
    @Test
    void aTypeWithoutValuesFailsAndSaysWhereToAddThem() {
        assertThatThrownBy(() -> TypeSamples.forVersion(18).of("quaternion"))
                .hasMessageContaining("quaternion")
                .hasMessageContaining("samples.txt");
    }

    @Test
    void valuesAreGivenToTheVersionsThatKnowThemOnly() {
        assertThat(TypeSamples.forVersion(13).of("numeric")).doesNotContain("'Infinity'");
        assertThat(TypeSamples.forVersion(14).of("numeric"))
                .contains("'Infinity'")
                .last()
                .isEqualTo("NULL");
        assertThat(TypeSamples.forVersion(14).modified()).doesNotContain("numeric(2,-3)");
        assertThat(TypeSamples.forVersion(15).modified()).contains("numeric(2,-3)");
    }
}
