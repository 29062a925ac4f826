package dev.godwit.core;

import java.io.IOException;
import java.util.stream.Stream;

/** What is told of Godwit's own files when they cannot be used. */
public final class OwnFiles {

    /** The words of every operating system for it: Java gives them on as they are. */
    private static final String[] FULL = {"No space left on device", "Disk quota exceeded", "not enough space"};

    private OwnFiles() {}

    /**
     * Tells a full disk from files that cannot be used for another reason.
     *
     * @param what the file, in the user's words
     * @return {@code DISK_FULL} when the disk is, else {@code FILES_UNUSABLE}
     */
    public static Failure failure(String what, IOException e) {
        return Failure.of(full(e) ? CoreFailure.DISK_FULL : CoreFailure.FILES_UNUSABLE)
                .found("%s: %s", what, e)
                .cause(e)
                .build();
    }

    private static boolean full(IOException e) {
        return Stream.of(FULL).anyMatch(words -> String.valueOf(e.getMessage()).contains(words));
    }
}
