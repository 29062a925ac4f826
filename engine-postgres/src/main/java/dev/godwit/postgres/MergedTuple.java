package dev.godwit.postgres;

import dev.godwit.core.spi.Tuple;
import java.io.IOException;
import java.io.OutputStream;

/** A row after several changes: each field from the last tuple that holds it. */
final class MergedTuple implements Tuple {

    private final Tuple[] sources;

    private MergedTuple(Tuple[] sources) {
        this.sources = sources;
    }

    /** The newer row, with what it does not hold taken from the older one. */
    static Tuple merge(Tuple older, Tuple newer) {
        Tuple[] sources = null;
        for (int i = 0; i < newer.size(); i++) {
            if (newer.kind(i) == Kind.UNSENT && older.kind(i) != Kind.UNSENT) {
                if (sources == null) {
                    sources = new Tuple[newer.size()];
                    for (int j = 0; j < sources.length; j++) {
                        sources[j] = origin(newer, j);
                    }
                }
                sources[i] = origin(older, i);
            }
        }
        return sources == null ? newer : new MergedTuple(sources);
    }

    private static Tuple origin(Tuple tuple, int field) {
        return tuple instanceof MergedTuple merged ? merged.sources[field] : tuple;
    }

    @Override
    public int size() {
        return sources.length;
    }

    @Override
    public Kind kind(int field) {
        return sources[field].kind(field);
    }

    @Override
    public int length(int field) {
        return sources[field].length(field);
    }

    @Override
    public byte[] bytes(int field) {
        return sources[field].bytes(field);
    }

    @Override
    public void writeTo(int field, OutputStream out) throws IOException {
        sources[field].writeTo(field, out);
    }

    @Override
    public long heapBytes() {
        return 8L * sources.length; // its parts are counted where they came from
    }
}
