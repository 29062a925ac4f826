package dev.godwit.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be compared. Passwords are used for this once and never kept.
 *
 * @param databases names on the source; null for all
 * @param tables patterns, schema.table or table, with * and ?; null for all
 * @param excludeTables patterns of what is left out
 * @param from key of the first row of a range, a value for each key column; null for no lower bound
 * @param to key before which the range ends; null for no upper bound
 * @param values whether the values that differ are wanted; they are shown to operators only and never stored
 * @param repair whether rows that differ are copied again from the source
 * @param continuous whether it begins anew after its end, until it is stopped or the job is over; rows that were written
 *     lately come first
 * @param rowsPerSecond how many rows are read of either side at most, on average; null for no limit
 * @param bytesPerSecond how many bytes; null for no limit, and for 16 MiB where it is continuous
 */
public record VerifyRequest(
        @Nullable List<String> databases,
        @Nullable List<String> tables,
        @Nullable List<String> excludeTables,
        @Nullable List<String> from,
        @Nullable List<String> to,
        @Nullable Boolean values,
        @Nullable Boolean repair,
        @Nullable Boolean continuous,
        @Nullable Long rowsPerSecond,
        @Nullable Long bytesPerSecond,
        @Nullable String sourcePassword,
        @Nullable String targetPassword) {

    /** The same with passwords. */
    public VerifyRequest with(@Nullable String source, @Nullable String target) {
        return new VerifyRequest(
                databases,
                tables,
                excludeTables,
                from,
                to,
                values,
                repair,
                continuous,
                rowsPerSecond,
                bytesPerSecond,
                source,
                target);
    }

    @Override
    public String toString() {
        return "VerifyRequest[***]";
    }
}
