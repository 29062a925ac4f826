package dev.godwit.cli;

import dev.godwit.api.JobEvent;

/** Tells a person, or a program, how a job goes. Called by one thread at a time. */
public interface Narrator extends AutoCloseable {

    void tell(JobEvent event);

    /** A sentence that belongs to no event. */
    void say(String text);

    /** Leaves the screen as a shell expects it. */
    @Override
    void close();
}
