package dev.godwit.service;

import java.util.List;
import java.util.function.Function;

/**
 * Part of a list.
 *
 * @param total how many there are on all pages
 * @param page from 1
 * @param size at most so many on a page
 */
public record Page<T>(List<T> items, long total, int page, int size) {

    public Page {
        items = List.copyOf(items);
    }

    /** A page of a list that is there as a whole. */
    static <T> Page<T> of(List<T> all, int page, int size) {
        int from = (int) Math.min((long) (page - 1) * size, all.size());
        return new Page<>(all.subList(from, Math.min(from + size, all.size())), all.size(), page, size);
    }

    /** The same page of something else. */
    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), total, page, size);
    }
}
