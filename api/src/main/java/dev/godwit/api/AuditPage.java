package dev.godwit.api;

import java.time.Instant;
import java.util.List;

/**
 * Part of what people did.
 *
 * @param total how many match on all pages
 * @param page number of this page, from 1
 * @param size most items of a page
 */
public record AuditPage(List<AuditView> items, long total, int page, int size, Instant asOf) {}
