package dev.godwit.core.spi;

import java.util.List;

/**
 * Some of the parts into which rows fall by a hash.
 *
 * @param count how many there are, a power of 2
 * @param chosen which of them are meant, from 0
 */
public record Buckets(int count, List<Integer> chosen) {

    /** More would take more memory than they save reading. */
    public static final int MOST = 65_536;

    public Buckets {
        if (Integer.bitCount(count) != 1 || count > MOST) {
            throw new IllegalArgumentException("buckets are a power of 2, at most " + MOST);
        }
        chosen = List.copyOf(chosen);
    }
}
