package dev.godwit.demo;

import dev.godwit.cli.CommandProvider;

/** Adds {@code godwit demo}. */
public final class DemoProvider implements CommandProvider {

    @Override
    public Object command() {
        return new Demo();
    }
}
