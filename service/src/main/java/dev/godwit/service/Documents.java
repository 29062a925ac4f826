package dev.godwit.service;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON documents in the store, each with the number of its form. */
final class Documents {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FORM = 1;

    private record SpecDocument(int v, JobSpec spec) {}

    private record CauseDocument(int v, Job.Cause cause) {}

    private Documents() {}

    static String write(JobSpec spec) {
        return JSON.writeValueAsString(new SpecDocument(FORM, spec));
    }

    static JobSpec readSpec(String text) {
        return JSON.readValue(text, SpecDocument.class).spec();
    }

    static @Nullable String write(Job.@Nullable Cause cause) {
        return cause == null ? null : JSON.writeValueAsString(new CauseDocument(FORM, cause));
    }

    static Job.@Nullable Cause readCause(@Nullable String text) {
        return text == null ? null : JSON.readValue(text, CauseDocument.class).cause();
    }
}
