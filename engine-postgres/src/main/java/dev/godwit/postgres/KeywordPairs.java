package dev.godwit.postgres;

import java.util.Map;

/** Reads {@code host=db.example dbname='my database'} by the rules of libpq. */
final class KeywordPairs {

    private final String text;
    private int at;

    private KeywordPairs(String text) {
        this.text = text;
    }

    static Map<String, String> read(String text) {
        var pairs = new KeywordPairs(text);
        Map<String, String> keywords = AddressParser.keywords();
        pairs.skipSpace();
        while (pairs.at < text.length()) {
            String keyword = pairs.keyword();
            keywords.put(keyword, pairs.value(keyword));
            pairs.skipSpace();
        }
        return keywords;
    }

    private String keyword() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        String keyword = text.substring(start, at);
        skipSpace();
        if (at == text.length() || text.charAt(at) != '=') {
            throw AddressParser.wrong(
                    "there is a word without = after it", "Write keyword=value; put a value with spaces into ' '.");
        }
        at++;
        skipSpace();
        return keyword;
    }

    private String value(String keyword) {
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        if (quoted) {
            at++;
        }
        var value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quoted ? c == '\'' : Character.isWhitespace(c)) {
                break;
            }
            at++;
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            value.append(c);
        }
        if (quoted && at++ == text.length()) {
            throw AddressParser.wrong("the value of " + keyword + " has no closing '");
        }
        return value.toString();
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
