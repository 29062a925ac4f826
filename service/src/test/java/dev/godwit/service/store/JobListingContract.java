package dev.godwit.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.service.JobQuery;
import dev.godwit.service.Samples;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** How every kind of store finds a page of many jobs: it reads that page and no more, however many there are. */
abstract class JobListingContract {

    private static final int JOBS = 1_000;

    /** Opens an empty one. */
    abstract Database open();

    /**
     * The kind's way to answer with a plan.
     *
     * @param before stands before the statement
     * @param column of the answer
     * @param effort words in its line for reading or ordering all rows
     */
    record Explaining(String before, String column, List<String> effort) {}

    abstract Explaining explaining();

    @Test
    void readsAPageOfTheNewestJobsFromItsIndex() {
        try (var database = open()) {
            database.write(JobListingContract::fill);

            var plan = database.read(handle -> new JobListing(JobQuery.ALL)
                    .page(handle, explaining().before)
                    .map((row, context) -> row.getString(explaining().column))
                    .list());

            assertThat(plan).anyMatch(line -> line.contains("job_newest"));
            assertThat(plan).noneMatch(line -> explaining().effort.stream().anyMatch(line::contains));
        }
    }

    private static void fill(Handle handle) {
        for (int i = 0; i < JOBS; i++) {
            var spec = Samples.spec("sample://old/db-" + i, "sample://new/db-" + i);
            JobRows.insert(handle, Samples.job("job-" + i, spec));
        }
        handle.execute("ANALYZE");
    }
}
