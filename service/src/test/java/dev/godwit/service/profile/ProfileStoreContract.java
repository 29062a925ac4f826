package dev.godwit.service.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store does. */
interface ProfileStoreContract {

    SealMark MARK = new SealMark(7, "proof");
    SealMark OTHER = new SealMark(8, "other proof");

    /** An empty store. */
    ProfileStore store();

    @Test
    default void givesBackWhatItWasGiven() {
        var store = store();
        var profile = Samples.profile("p1", "Old shop", SecretField.PASSWORD, SecretField.TUNNEL_KEY);
        var sealed = Map.of(SecretField.PASSWORD, "abc", SecretField.TUNNEL_KEY, "def");
        store.add(profile, sealed, MARK);

        assertThat(store.find("p1")).contains(profile);
        assertThat(store.find("Old shop")).contains(profile);
        assertThat(store.sealed("p1")).isEqualTo(sealed);
        assertThat(store.mark()).contains(MARK);
        assertThat(store.find("nobody")).isEmpty();
    }

    @Test
    default void findsManyAtOnceEachWithItsOwnSecrets() {
        var store = store();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 600; i++) {
            ids.add("p" + i);
        }
        var locked = Samples.profile("p1", "one", SecretField.PASSWORD, SecretField.TUNNEL_KEY);
        var open = Samples.profile("p599", "other");
        store.add(locked, Map.of(SecretField.PASSWORD, "a", SecretField.TUNNEL_KEY, "b"), MARK);
        store.add(open, Map.of(), null);

        assertThat(store.all(ids)).containsExactlyInAnyOrder(locked, open);
        assertThat(store.list("", 1, 10).items()).containsExactly(locked, open);
        assertThat(store.all(List.of())).isEmpty();
    }

    @Test
    default void ofTwoEditsToOneVersionTheSecondIsRefusedAndLeavesNoTrace() {
        var store = store();
        var first = Samples.profile("p1", "shop", SecretField.PASSWORD);
        store.add(first, Map.of(SecretField.PASSWORD, "one"), MARK);
        var mine = edited(first, "mine");
        var theirs = edited(first, "theirs");
        store.change(theirs, Map.of(SecretField.PASSWORD, "two"), MARK);

        assertThatThrownBy(() -> store.change(mine, Map.of(SecretField.PASSWORD, "three"), MARK))
                .hasMessageContaining("GW-0222");

        assertThat(store.find("p1")).contains(theirs);
        assertThat(store.sealed("p1")).containsExactly(Map.entry(SecretField.PASSWORD, "two"));
    }

    private static Profile edited(Profile profile, String name) {
        return new Profile(
                profile.id(),
                name,
                profile.engine(),
                profile.url(),
                profile.tls(),
                null,
                Set.of(SecretField.PASSWORD),
                profile.version() + 1,
                profile.createdAt(),
                profile.changedAt().plusSeconds(1));
    }

    @Test
    default void twoProfilesNeverHaveOneName() {
        var store = store();
        store.add(Samples.profile("p1", "shop"), Map.of(), null);
        var other = Samples.profile("p2", "other", SecretField.PASSWORD);
        store.add(other, Map.of(SecretField.PASSWORD, "x"), MARK);

        assertThatThrownBy(() -> store.add(Samples.profile("p3", "shop"), Map.of(), null))
                .hasMessageContaining("GW-0221");
        assertThatThrownBy(() -> store.change(edited(other, "shop"), Map.of(), null))
                .hasMessageContaining("GW-0221");

        assertThat(store.find("p3")).isEmpty();
        assertThat(store.find("p2")).contains(other);
    }

    @Test
    default void refusesSecretsUnderAKeyThatWasReplaced() {
        var store = store();
        store.add(Samples.profile("p1", "one", SecretField.PASSWORD), Map.of(SecretField.PASSWORD, "a"), MARK);

        assertThatThrownBy(() -> store.add(
                        Samples.profile("p2", "two", SecretField.PASSWORD), Map.of(SecretField.PASSWORD, "b"), OTHER))
                .isInstanceOf(StaleKeyException.class);

        assertThat(store.find("p2")).isEmpty();
    }

    @Test
    default void resealsEverythingOrNothing() {
        var store = store();
        store.add(Samples.profile("p1", "one", SecretField.PASSWORD), Map.of(SecretField.PASSWORD, "a"), MARK);
        store.add(Samples.profile("p2", "two", SecretField.PASSWORD), Map.of(SecretField.PASSWORD, "b"), MARK);

        assertThatThrownBy(() -> store.reseal(MARK, OTHER, (profile, field, text) -> {
                    if (profile.equals("p2")) {
                        throw new IllegalStateException("second");
                    }
                    return text + "!";
                }))
                .hasMessage("second");
        assertThat(store.sealed("p1")).containsValue("a");
        assertThat(store.mark()).contains(MARK);

        assertThat(store.reseal(MARK, OTHER, (profile, field, text) -> profile + field + text))
                .isEqualTo(2);
        assertThat(store.sealed("p1")).containsValue("p1PASSWORDa");
        assertThat(store.sealed("p2")).containsValue("p2PASSWORDb");
        assertThat(store.mark()).contains(OTHER);
        assertThatThrownBy(() -> store.reseal(MARK, OTHER, (profile, field, text) -> text))
                .isInstanceOf(StaleKeyException.class);
    }

    @Test
    default void theKeysMarkGoesWithTheLastSecret() {
        var store = store();
        store.add(Samples.profile("p1", "one", SecretField.PASSWORD), Map.of(SecretField.PASSWORD, "a"), MARK);
        store.add(Samples.profile("p2", "two", SecretField.PASSWORD), Map.of(SecretField.PASSWORD, "b"), MARK);

        store.delete("p1");
        assertThat(store.mark()).contains(MARK);

        store.delete("p2");
        assertThat(store.mark()).isEmpty();
        assertThat(store.list("", 1, 1).total()).isZero();
    }

    @Test
    default void listsByNameInPagesAndFindsPartsOfNameOrAddress() {
        var store = store();
        for (String name : List.of("c_1", "a%1", "B!1")) {
            store.add(Samples.profile("p" + name, name), Map.of(), null);
        }

        assertThat(store.list("DB.EXAMPLE", 1, 1).total()).isEqualTo(3);
        assertThat(store.list("", 1, 2).items()).hasSize(2);
        assertThat(store.list("", 2, 2).items()).hasSize(1);
        assertThat(store.list("_", 1, 9).items()).extracting(Profile::name).containsExactly("c_1");
        assertThat(store.list("%", 1, 9).items()).extracting(Profile::name).containsExactly("a%1");
        assertThat(store.list("b!", 1, 9).items()).extracting(Profile::name).containsExactly("B!1");
    }
}
