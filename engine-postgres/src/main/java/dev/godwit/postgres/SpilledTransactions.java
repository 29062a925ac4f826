package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.OwnFiles;
import dev.godwit.core.spi.Change;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Transactions that the source sends before they are committed: each waits in a file for its end. */
final class SpilledTransactions implements AutoCloseable {

    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path folder;
    /** For each open transaction its subtransactions that were rolled back. */
    private final Map<Integer, Set<Integer>> rolledBack = new HashMap<>();

    private int xid;
    private @Nullable DataOutputStream out;

    SpilledTransactions(Path work) {
        this.folder = work.resolve("streamed");
        try {
            Files.createDirectories(folder);
            clear();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    boolean inBlock() {
        return out != null;
    }

    /** A block of changes of a transaction begins. */
    void start(int transaction) {
        xid = transaction;
        rolledBack.computeIfAbsent(transaction, x -> new HashSet<>());
        try {
            out = new DataOutputStream(new BufferedOutputStream(
                    Files.newOutputStream(file(transaction), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    BUFFER_BYTES));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Keeps a message: its kind, then the id of the subtransaction, then the rest. */
    void add(ByteBuffer message) {
        DataOutputStream to = out;
        if (to == null) {
            throw new IllegalStateException("no block of transaction " + xid + " is open");
        }
        byte kind = message.get();
        int subtransaction = message.getInt();
        try {
            to.writeInt(subtransaction);
            to.writeInt(1 + message.remaining());
            to.writeByte(kind);
            to.write(message.array(), message.arrayOffset() + message.position(), message.remaining());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    void stop() {
        DataOutputStream closing = out;
        out = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** A transaction, or one of its subtransactions, was rolled back. */
    void abort(int transaction, int subtransaction) {
        if (transaction != subtransaction) {
            rolledBack.computeIfAbsent(transaction, x -> new HashSet<>()).add(subtransaction);
            return;
        }
        rolledBack.remove(transaction);
        try {
            Files.deleteIfExists(file(transaction));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The transaction is committed: it comes back as if it had been sent as a whole. */
    SpillReplay commit(int transaction, Change.Begin begin, Change.Commit commit) {
        Set<Integer> skipped = rolledBack.remove(transaction);
        try {
            return new SpillReplay(file(transaction), skipped == null ? Set.of() : skipped, begin, commit);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            stop();
            clear();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    static Failure failure(IOException e) {
        return OwnFiles.failure("a file of changes of an open transaction", e);
    }

    private Path file(int transaction) {
        return folder.resolve(Integer.toUnsignedString(transaction) + ".changes");
    }

    private void clear() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.changes")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }
}
