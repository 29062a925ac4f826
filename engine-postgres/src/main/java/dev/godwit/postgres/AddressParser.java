package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/** Reads what PostgreSQL's users write: {@code postgresql://user@host:port/database?keyword=value}. */
final class AddressParser {

    private static final int DEFAULT_PORT = 5432;

    private AddressParser() {}

    static boolean recognises(String url) {
        return url.startsWith("postgresql://") || url.startsWith("postgres://");
    }

    static Address parse(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw Failure.of(CoreFailure.URL_NOT_UNDERSTOOD).found("not a URL").build();
        }
        var options = new LinkedHashMap<String, String>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    options.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                }
            }
        }
        String userInfo = uri.getRawUserInfo();
        String user = userInfo == null ? System.getProperty("user.name") : decode(userInfo.split(":", 2)[0]);
        if (userInfo != null && userInfo.contains(":")) {
            options.put("password", decode(userInfo.split(":", 2)[1]));
        }
        String path = uri.getRawPath() == null || uri.getRawPath().length() < 2
                ? user
                : uri.getRawPath().substring(1);
        String host = uri.getHost() == null ? "localhost" : uri.getHost();
        return new Address(host, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(), decode(path), user, options);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
