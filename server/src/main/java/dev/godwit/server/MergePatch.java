package dev.godwit.server;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** RFC 7396: how a part of a document changes the whole. */
final class MergePatch {

    private MergePatch() {}

    static void apply(ObjectNode document, ObjectNode change) {
        change.forEachEntry((key, value) -> apply(document, key, value));
    }

    private static void apply(ObjectNode document, String key, JsonNode value) {
        if (value.isNull()) {
            document.remove(key);
        } else if (value instanceof ObjectNode part && document.get(key) instanceof ObjectNode whole) {
            apply(whole, part);
        } else {
            document.set(key, value);
        }
    }
}
