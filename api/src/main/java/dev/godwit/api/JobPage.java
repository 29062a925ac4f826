package dev.godwit.api;

import java.time.Instant;
import java.util.List;

/**
 * Part of a list of jobs.
 *
 * @param total how many match on all pages
 * @param page number of this page, from 1
 * @param size most items of a page
 */
public record JobPage(List<JobListItem> items, long total, int page, int size, Instant asOf) {}
