package dev.godwit.postgres;

import java.util.Map;

/**
 * Takes {@code user:password@host:port/database?keyword=value} apart where libpq does. Not by {@link java.net.URI}, which
 * knows no host with an underscore and no unencoded bracket in a password.
 */
final class UriParts {

    private final Map<String, String> keywords = AddressParser.keywords();

    private UriParts() {}

    /** @param rest what follows the two slashes */
    static Map<String, String> read(String rest) {
        var parts = new UriParts();
        int userEnd = firstOf(rest, "@/", 0);
        String server = rest;
        if (userEnd < rest.length() && rest.charAt(userEnd) == '@') {
            parts.user(rest.substring(0, userEnd));
            server = rest.substring(userEnd + 1);
        }
        int serverEnd = firstOf(server, "/?", 0);
        parts.server(server.substring(0, serverEnd));
        String tail = server.substring(serverEnd);
        int question = tail.indexOf('?');
        parts.database(question < 0 ? tail : tail.substring(0, question));
        if (question >= 0) {
            parts.query(tail.substring(question + 1));
        }
        return parts.keywords;
    }

    private void user(String text) {
        int colon = text.indexOf(':');
        put("user", Percent.decode(colon < 0 ? text : text.substring(0, colon), "user"));
        if (colon >= 0) {
            put("password", Percent.decode(text.substring(colon + 1), "password"));
        }
    }

    private void server(String text) {
        int nameEnd = text.startsWith("[") ? text.indexOf(']') + 1 : firstOf(text, ":", 0);
        if (text.startsWith("[") && nameEnd == 0) {
            throw AddressParser.wrong("its host begins with [ but has no ]");
        }
        boolean many = text.indexOf(',') >= 0;
        String name = many ? text : text.substring(0, nameEnd);
        String rest = many ? "" : text.substring(nameEnd);
        if (!rest.isEmpty() && rest.charAt(0) != ':') {
            throw AddressParser.wrong("something other than a port follows its host", Percent.ADVICE);
        }
        put("host", Percent.decode(name.startsWith("[") ? name.substring(1, name.length() - 1) : name, "host"));
        put("port", rest.isEmpty() ? "" : rest.substring(1));
    }

    /** An @ this late is most likely part of a password with a slash in it. */
    private void database(String text) {
        if (text.indexOf('@') >= 0) {
            throw AddressParser.wrong("an @ follows its host", Percent.ADVICE);
        }
        put("dbname", Percent.decode(text.startsWith("/") ? text.substring(1) : text, "database"));
    }

    private void query(String text) {
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw AddressParser.wrong("an option after the ? has no =", "Write keyword=value, separated by &.");
            }
            String keyword = Percent.decode(pair.substring(0, equals), "option");
            put(keyword, Percent.decode(pair.substring(equals + 1), "option " + keyword));
        }
    }

    private void put(String keyword, String value) {
        if (!value.isEmpty()) {
            keywords.put(keyword, value);
        }
    }

    private static int firstOf(String text, String characters, int from) {
        int at = from;
        while (at < text.length() && characters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
