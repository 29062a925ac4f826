package dev.godwit.pipeline;

/**
 * How fast rows may flow; 0 stands for no limit.
 *
 * @param rowsPerSecond rows, all tables together
 * @param bytesPerSecond bytes of their encoded form, all tables together
 */
public record Limit(long rowsPerSecond, long bytesPerSecond) {

    public static final Limit NONE = new Limit(0, 0);

    public Limit {
        if (rowsPerSecond < 0 || bytesPerSecond < 0) {
            throw new IllegalArgumentException("a limit is 0 or more");
        }
    }
}
