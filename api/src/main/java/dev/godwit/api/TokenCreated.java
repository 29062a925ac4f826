package dev.godwit.api;

/**
 * A new token.
 *
 * @param secret to be sent as a bearer token; nobody can see it again
 */
public record TokenCreated(TokenView token, String secret) {

    @Override
    public String toString() {
        return "TokenCreated[***]";
    }
}
