package dev.godwit.testkit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names as a part of a URL. */
final class PercentEncoding {
    private PercentEncoding() {}

    static String of(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
