package dev.godwit.service.profile;

import java.util.List;

/**
 * Some of the profiles.
 *
 * @param total how many there are on all pages
 * @param page from 1
 * @param size at most so many on one page
 */
public record ProfilePage(List<Profile> items, long total, int page, int size) {

    public ProfilePage {
        items = List.copyOf(items);
    }
}
