package dev.godwit.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes %20 and the like; a plus sign is itself. */
final class Percent {

    static final String ADVICE =
            "Write the characters @ : / ? # % of a user or password as %40 %3A %2F %3F %23 %25, or leave the password out.";

    private static final int HEX = 16;

    private Percent() {}

    /** @param part what it is, for the failure */
    static String decode(String text, String part) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = new ByteArrayOutputStream();
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], HEX) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], HEX) : -1;
            if (high < 0 || low < 0 || high + low == 0) {
                throw AddressParser.wrong("its " + part + " has a % that no two hexadecimal digits follow", ADVICE);
            }
            bytes.write(high * HEX + low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw AddressParser.wrong("its " + part + " is not UTF-8 once decoded", ADVICE);
        }
    }
}
