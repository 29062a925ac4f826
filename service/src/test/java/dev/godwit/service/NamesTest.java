package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x://u@h:1/shop",
                "x://u@h:1/Shop%20of%20%C3%9Cmit?a=b/c",
                "x://u@h:1/",
                "x://h",
                "x://h/a_name_that_is_much_longer_than_any_server_would_take_for_one_of_its_own",
                "x://h/%F0%9F%98%80"
            })
    void idIsFitForBothServers(String source) {
        assertThat(Names.id(Names.database(source))).matches("[a-z0-9_]{1,30}");
    }

    @Test
    void idsOfTwoInstallationsDiffer() {
        assertThat(Names.id("shop")).isNotEqualTo(Names.id("shop")).startsWith("shop_");
    }

    @Test
    void aTakenNameGetsANumber() {
        assertThat(Names.free("shop", Set.of("shop", "shop-2")::contains)).isEqualTo("shop-3");
    }
}
