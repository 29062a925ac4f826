package dev.godwit.api;

import java.time.Instant;
import java.util.List;

/**
 * Part of the tables of a job.
 *
 * @param total how many match on all pages
 * @param page number of this page, from 1
 * @param size most items of a page
 */
public record TablePage(List<TableView> items, long total, int page, int size, Instant asOf) {}
