package org.xipline.ingest.staging;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xipline.schemas.record.Entry;

/**
 * Small payloads on their way into the store, several at a time: a store answers one in the time in
 * which it could answer many. Entries leave in the order in which they came. Bounded in number and
 * bytes.
 */
final class InFlightPayloads implements AutoCloseable {
  private static final int MAX_PAYLOADS = 64;
  private static final long MAX_BYTES = 8L << 20;

  /** Takes the entries, in order. */
  @FunctionalInterface
  interface EntrySink {
    void accept(Entry entry) throws IOException;
  }

  private record Pending(Future<Entry> entry, long bytes) {}

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private final EntrySink sink;
  private long bytes;

  InFlightPayloads(EntrySink sink) {
    this.sink = sink;
  }

  /** An entry that is staged already. */
  void add(Entry entry) throws IOException {
    enqueue(new Pending(CompletableFuture.completedFuture(entry), 0));
  }

  /** An entry that {@code staging} yields; it holds this many bytes until then. */
  void submit(long size, Callable<Entry> staging) throws IOException {
    enqueue(new Pending(threads.submit(staging), size));
  }

  /** Waits for the rest. */
  void finish() throws IOException {
    while (!pending.isEmpty()) {
      removeFirst();
    }
  }

  /** Gives up what has not finished. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }

  private void enqueue(Pending next) throws IOException {
    pending.add(next);
    bytes += next.bytes();
    while (pending.size() > MAX_PAYLOADS || bytes > MAX_BYTES) {
      removeFirst();
    }
  }

  private void removeFirst() throws IOException {
    Pending first = pending.removeFirst();
    bytes -= first.bytes();
    sink.accept(get(first.entry()));
  }

  private static Entry get(Future<Entry> entry) throws IOException {
    try {
      return entry.get();
    } catch (ExecutionException e) {
      throw new IOException("a payload could not be staged", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while staging", e);
    }
  }
}
