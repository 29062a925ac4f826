package dev.godwit.service.store;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

final class FileJobListingTest extends JobListingContract {

    @TempDir
    private Path folder;

    @Override
    Database open() {
        return Database.file(folder.resolve("jobs.db"));
    }

    @Override
    Explaining explaining() {
        return new Explaining("EXPLAIN QUERY PLAN ", "detail", List.of("TEMP B-TREE"));
    }
}
