package dev.godwit.service.profile;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of a profile is kept as one document.
 *
 * @param v number of the document's form
 */
record Details(int v, Tls tls, @Nullable Tunnel tunnel) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FORM = 1;

    static String write(Profile profile) {
        return JSON.writeValueAsString(new Details(FORM, profile.tls(), profile.tunnel()));
    }

    static Details read(String text) {
        return JSON.readValue(text, Details.class);
    }
}
