package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.service.ServiceFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * A key in the environment of the process.
 *
 * @param name of the variable
 * @param value the keyset in Base64
 */
record KeyVariable(String name, Secret value) implements KeyPlace {

    /** The variable that takes the place of the key file. */
    static final String NAME = "GODWIT_KEY";

    static Secret write(Keys keys) {
        byte[] text = keys.text().reveal().getBytes(StandardCharsets.UTF_8);
        return new Secret(Base64.getEncoder().encodeToString(text));
    }

    @Override
    public Optional<Keys> read() {
        try {
            byte[] text = Base64.getDecoder().decode(value.reveal().strip());
            return Optional.of(Keys.of(new Secret(new String(text, StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause: its words may quote the key.
            throw Failure.of(ServiceFailure.KEY_UNREADABLE)
                    .found("the value of %s", name)
                    .build();
        }
    }
}
