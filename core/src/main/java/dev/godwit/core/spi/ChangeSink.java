package dev.godwit.core.spi;

/** Takes what a {@link ChangeReader} delivers. */
public interface ChangeSink {

    void accept(Change change);
}
