package dev.godwit.core.spi;

import dev.godwit.core.Catalog;
import dev.godwit.core.Finding;
import dev.godwit.core.TableName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Moves everything that is not rows. Each step is idempotent: after a crash it is called again and finishes. A step
 * answers with what could not be moved as it was.
 */
public interface Structure {

    /** Drops what this migration's selection would create. */
    List<Finding> dropExisting(Catalog catalog);

    /** Whether the source's definitions were read, as one whole, under the given fingerprint. Reads them if not yet. */
    void read(Catalog catalog);

    /** Everything rows need: roles where asked for, types, functions, tables. */
    List<Finding> create(Catalog catalog);

    /**
     * Indexes and keys, in parallel, largest first.
     *
     * @param workers how many are built at once; asked before each
     */
    List<Finding> buildIndexes(Catalog catalog, IntSupplier workers, Consumer<Built> progress);

    /** What needs rows and indexes and can be built while changes are followed: foreign keys, statistics. */
    List<Finding> buildConstraints(Catalog catalog, IntSupplier workers, Consumer<Built> progress);

    /**
     * Makes tables anew on the target, empty, as they are defined on the source now, with all that hangs on them and can be
     * there before rows. Those that are no longer on the source are dropped. Not while another step is at work. When it is
     * called before {@link #finishRecreated} was done for tables of an earlier call, these are made anew as well.
     *
     * @param catalog the source's now; definitions are read anew
     * @param tables by their names on the source, or, where they are gone there, on the target; partitioned ones as well
     * @throws dev.godwit.core.Failure when something hangs on a table that another than this migration has made
     */
    Recreated recreate(Catalog catalog, Collection<TableName> tables);

    /**
     * When the rows of all tables that {@link #recreate} made are there, and before changes are applied to them: their
     * indexes and keys.
     *
     * @param workers how many are built at once; asked before each
     */
    List<Finding> indexRecreated(Catalog catalog, IntSupplier workers, Consumer<Built> progress);

    /**
     * After {@link #indexRecreated}: what comes with {@link #buildConstraints} if that was done before; the rest comes with the steps that are still to be done. Foreign
     * keys are checked, so that the tables on both of their sides have to be at one position. Nothing when there are none.
     *
     * @param workers how many are built at once; asked before each
     */
    List<Finding> finishRecreated(Catalog catalog, IntSupplier workers, Consumer<Built> progress);

    /** From time to time while changes are followed: what no log carries, and what would be missed without a switch. */
    void keepUp();

    /** Before the switch, while changes are followed: what {@link #complete} need not do any more. */
    void beforeSwitch(Catalog catalog);

    /** At the switch, nobody writing: sequences, triggers, and all else that must not act before. */
    List<Finding> complete(Catalog catalog);

    /**
     * When the switch does not come about: takes back what {@link #complete} has made, or begun to make, and what would act
     * on changes. Idempotent; nothing when it has not begun.
     */
    void takeBack(Catalog catalog);

    /**
     * Gives schemas the names that they have in the plan. Nobody sees them before {@link Renaming#commit}; to be called while
     * nothing is applied, and committed or closed soon.
     *
     * @throws dev.godwit.core.Failure when the target refuses a name; nothing has changed then
     */
    Renaming rename();

    /** Gives schemas the names of the source again, where {@link #rename} was committed; likewise. */
    Renaming renameBack();

    /** What {@link #complete} would still make, each in words with its name; connects to both sides. */
    List<String> pending();

    /**
     * How long {@link #complete} would take now, part by part; changes nothing on either side.
     *
     * @throws dev.godwit.core.Failure what {@link #complete} would end with, as far as that is seen without doing it
     */
    List<Part> forecast(Catalog catalog);

    /** Forgets what was read: the next {@link #read} reads anew. */
    void forget();

    /** All differences between the definitions on both sides; empty when the same. */
    List<Finding> compare(Catalog catalog);

    /**
     * Differences between the definitions on both sides at any time: what has not been made yet, since it is made later,
     * is none. FAILED where something of the source is missing on the target, or another there; WARNING where only the target
     * has it, and where that was told before: what a step could not move as it was, and tables that wait or were excluded.
     */
    List<Finding> compareNow();

    /**
     * Sequences whose values on the target are not as they should be; empty when all are.
     *
     * @param switched whether the target is in use: its sequences are not behind the source's then; before, they are as
     *     they were made
     */
    List<Finding> compareSequences(boolean switched);

    /**
     * Sets sequences that {@link #compareSequences} finds to what they should be.
     *
     * @return how many
     */
    int repairSequences(boolean switched);

    /** New names of schemas, if the plan has any; closed without a commit, all is as it was. */
    interface Renaming extends AutoCloseable {

        /** Lets them be seen and writes a note as {@link Progress#note(String, String)} does: both or neither. */
        void commit(String key, String value);

        @Override
        void close();

        /** Where no schema gets another name: the note alone. */
        static Renaming none(Progress progress) {
            return new Renaming() {
                @Override
                public void commit(String key, String value) {
                    progress.note(key, value);
                }

                @Override
                public void close() {
                    // Nothing was begun.
                }
            };
        }
    }

    /**
     * What was made anew.
     *
     * @param findings what could not be made as it is on the source
     * @param tables all tables of the catalog that are empty now and have to be copied again; more than were asked for
     *     where others hang on these, such as the partitions of a table
     */
    record Recreated(List<Finding> findings, List<TableName> tables) {

        public Recreated {
            findings = List.copyOf(findings);
            tables = List.copyOf(tables);
        }
    }

    /**
     * Progress of building.
     *
     * @param name what was built
     * @param done how many are done
     * @param of how many there are
     */
    record Built(String name, int done, int of) {}

    /**
     * A part of {@link #complete}.
     *
     * @param name what is made, for people
     * @param objects how many
     * @param measured whether it was gone through without its effect, rather than reckoned from numbers
     */
    record Part(String name, int objects, Duration time, boolean measured) {}
}
