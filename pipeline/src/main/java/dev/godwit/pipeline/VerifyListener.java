package dev.godwit.pipeline;

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

    /** A table is done. */
    void table(TableVerdict verdict);
}
