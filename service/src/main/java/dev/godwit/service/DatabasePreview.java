package dev.godwit.service;

import dev.godwit.pipeline.Preview;
import java.util.List;

/**
 * What an action would do to one database.
 *
 * @param database its id
 * @param source its name on the source
 * @param warnings what a person should know first
 */
public record DatabasePreview(String database, String source, Preview preview, List<String> warnings) {

    public DatabasePreview {
        warnings = List.copyOf(warnings);
    }
}
