package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFilesTest {

    @Test
    void onlyAFullDiskIsAFullDisk() {
        var full = new FileSystemException("/data/x", null, "No space left on device");

        assertThat(OwnFiles.failure("a list", full).code()).isEqualTo(CoreFailure.DISK_FULL);
        assertThat(OwnFiles.failure("a list", new IOException("Disk quota exceeded"))
                        .code())
                .isEqualTo(CoreFailure.DISK_FULL);
        assertThat(OwnFiles.failure("a list", new IOException((String) null)).code())
                .isEqualTo(CoreFailure.FILES_UNUSABLE);
    }

    @Test
    void aFolderThatIsGoneIsNamed(@TempDir Path folder) {
        Path gone = folder.resolve("gone");
        var absent = catchThrowableOfType(NoSuchFileException.class, () -> Files.createTempFile(gone, "a", "b"));

        Failure failure = OwnFiles.failure("a list", absent);

        assertThat(failure.code()).isEqualTo(CoreFailure.FILES_UNUSABLE);
        assertThat(failure.found()).startsWith("a list: ").contains(gone.toString());
    }
}
