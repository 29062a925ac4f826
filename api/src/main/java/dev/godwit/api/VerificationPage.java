package dev.godwit.api;

import java.time.Instant;
import java.util.List;

/** Verifications of a job, newest first. */
public record VerificationPage(List<VerificationView> items, long total, int page, int size, Instant asOf) {}
