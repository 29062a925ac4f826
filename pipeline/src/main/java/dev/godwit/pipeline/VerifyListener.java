package dev.godwit.pipeline;

import dev.godwit.core.Finding;
import java.util.List;

/** Listens to a verification while it runs. Called from several threads; must return quickly. */
public interface VerifyListener {

    /** Nobody listens. */
    VerifyListener NONE = new VerifyListener() {
        @Override
        public void progress(VerifyProgress progress) {}

        @Override
        public void table(TableVerdict verdict) {}
    };

    /** How far it is, at most a few times each second. */
    void progress(VerifyProgress progress);

    /** How far and how recent one is that goes on for ever; after each table. */
    default void coverage(Coverage coverage) {}

    /** What differs between definitions, from one that goes on for ever; weighed as in {@link Verification#definitions}. */
    default void definitions(List<Finding> found) {}

    /** A table is done. */
    void table(TableVerdict verdict);
}
