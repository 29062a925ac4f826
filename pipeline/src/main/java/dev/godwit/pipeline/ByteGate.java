package dev.godwit.pipeline;

/** Bounds the memory that rows in flight may take, all workers together. */
final class ByteGate {

    private final long limitBytes;
    private long takenBytes;

    ByteGate(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Waits until so much is free. A demand above the limit is granted when nothing else is taken.
     *
     * @return what was taken, to be given back
     */
    synchronized long take(long bytes) throws InterruptedException {
        long wanted = Math.min(bytes, limitBytes);
        while (takenBytes + wanted > limitBytes) {
            wait();
        }
        takenBytes += wanted;
        return wanted;
    }

    synchronized void giveBack(long bytes) {
        takenBytes -= bytes;
        notifyAll();
    }
}
