package dev.godwit.api;

import java.util.List;

/** The end of the server's log, oldest line first, as far as it speaks of the job. */
public record LogView(List<String> lines) {}
