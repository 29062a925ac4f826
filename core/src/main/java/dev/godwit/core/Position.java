package dev.godwit.core;

/**
 * A place in the source's log. Positions of one source can be compared; those of different sources mean nothing to
 * each other.
 *
 * @param order compared as an unsigned number; later is greater
 * @param text how the engine writes it, for people and the store
 */
public record Position(long order, String text) implements Comparable<Position> {

    @Override
    public int compareTo(Position other) {
        return Long.compareUnsigned(order, other.order);
    }

    public boolean before(Position other) {
        return compareTo(other) < 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
