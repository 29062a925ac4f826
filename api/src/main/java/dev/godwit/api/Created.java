package dev.godwit.api;

/**
 * Answer to a job request.
 *
 * @param goesOn whether the job was there before, and goes on
 */
public record Created(JobView job, boolean goesOn) {}
