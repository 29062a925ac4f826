package dev.godwit.api;

import java.time.Instant;
import java.util.List;

/**
 * Part of what happened to a job.
 *
 * @param total how many match on all pages
 * @param page number of this page, from 1
 * @param size most items of a page
 */
public record TimelinePage(List<TimelineView> items, long total, int page, int size, Instant asOf) {}
