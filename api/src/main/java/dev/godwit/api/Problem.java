package dev.godwit.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal, after RFC 9457.
 *
 * @param status that of the answer
 * @param code documented in docs/errors.md
 * @param found what was found
 * @param next what to do
 * @param about path of the value in the request that is refused, as retention.bytes; null when it is the whole
 * @param passwordNeeded sides that ask for a password, SOURCE or TARGET; null when that is not the reason
 * @param requestId the client's, or one that the server gave; also in the server's log
 */
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String found,
        String next,
        @Nullable String about,
        @Nullable List<String> passwordNeeded,
        @Nullable String requestId) {}
