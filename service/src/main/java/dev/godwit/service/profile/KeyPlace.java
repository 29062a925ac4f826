package dev.godwit.service.profile;

import dev.godwit.core.Secret;
import java.util.Optional;

/** Where the key is kept. */
sealed interface KeyPlace permits KeyFile, KeyVariable {

    /**
     * The key; empty when there is none.
     *
     * @throws dev.godwit.core.Failure {@code KEY_EXPOSED}, {@code KEY_UNREADABLE}
     */
    Optional<Keys> read();

    /** For people. */
    String name();

    /** What {@code godwit server new-key} prints: fit for {@link KeyVariable}. */
    static Secret newKey() {
        return KeyVariable.write(Keys.random());
    }
}
