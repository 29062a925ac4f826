package dev.godwit.service;

import java.util.regex.Pattern;

/** Patterns in which {@code *} stands for any characters and {@code ?} for one. */
final class Glob {

    private Glob() {}

    static boolean matches(String pattern, String text) {
        var regex = new StringBuilder();
        pattern.codePoints()
                .forEach(c -> regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
