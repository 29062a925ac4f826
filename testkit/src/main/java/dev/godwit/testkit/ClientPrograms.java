package dev.godwit.testkit;

import java.nio.file.Path;

/** pg_dump, pg_restore and psql, which the servers of the testkit come without. */
public final class ClientPrograms {
    private ClientPrograms() {}

    /**
     * The folder of installed programs, or of programs fetched from the system's packages into {@code ~/.cache/godwit},
     * where the engine looks too.
     *
     * @param major the oldest PostgreSQL version that will do, for instance 17
     * @throws IllegalStateException with what to install, where they can be neither found nor fetched
     */
    public static Path atLeast(int major) {
        return ToolScript.folder("pg-client", Integer.toString(major));
    }
}
