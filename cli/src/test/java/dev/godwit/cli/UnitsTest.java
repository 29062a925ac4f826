package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitsTest {

    @ParameterizedTest
    @CsvSource({"0,0B", "1023,1023B", "1024,1.0KiB", "12288,12KiB", "155189248,148MiB", "1181116006,1.1GiB"})
    void writesBytes(long bytes, String text) {
        assertThat(Units.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"138512695296,227633266688,129/212GiB", "0,100,0/100B", "512,1048576,0.0/1.0MiB"})
    void writesBothPartsInOneUnit(long done, long total, String text) {
        assertThat(Units.bytes(done, total)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"400,0.4s", "11800,11.8s", "185000,3m05s", "7440000,2h04m"})
    void writesTimes(long millis, String text) {
        assertThat(Units.time(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"480000,8min", "800,1s", "89000,89s", "7440000,2h04m"})
    void writesEstimates(long millis, String text) {
        assertThat(Units.about(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "61,100,61", "200,100,100", "999,1000,99"})
    void writesPercent(long done, long total, int percent) {
        assertThat(Units.percent(done, total)).isEqualTo(percent);
    }
}
