package org.xipline.archive.pack;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;

/**
 * Writes a pbzx stream, its blocks compressed on several threads and written in order. Memory is
 * bounded by a quarter of the heap, or one block's needs if they are more. The result does not
 * depend on the number of threads.
 */
final class PbzxOutputStream extends OutputStream {
  private final DataOutputStream out;
  private final int blockBytes;
  private final int level;
  private final int capacity;
  private final ExecutorService workers;
  private final ArrayCache arrays = new BasicArrayCache();
  private final Queue<Future<PbzxBlock>> window = new ArrayDeque<>();
  private final Queue<PbzxBlock> idle = new ArrayDeque<>();
  private @Nullable PbzxBlock filling;

  /**
   * @param out not closed with this stream
   */
  PbzxOutputStream(OutputStream out, int blockBytes, int level) throws IOException {
    this.out = new DataOutputStream(out);
    this.blockBytes = blockBytes;
    this.level = level;
    this.capacity = capacity(blockBytes, level);
    this.workers =
        Executors.newFixedThreadPool(
            capacity, Thread.ofPlatform().daemon().name("pbzx-encoder-", 0).factory());
    this.out.write("pbzx".getBytes(StandardCharsets.US_ASCII));
    this.out.writeLong(blockBytes);
  }

  private static int capacity(int blockBytes, int level) throws UnsupportedOptionsException {
    long bytesPerBlock = 2L * blockBytes + 1024L * new LZMA2Options(level).getEncoderMemoryUsage();
    long budget = Runtime.getRuntime().maxMemory() / 4;
    return (int) Math.clamp(budget / bytesPerBlock, 1, Runtime.getRuntime().availableProcessors());
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int written = 0;
    while (written < length) {
      PbzxBlock block = filling();
      written += block.append(source, offset + written, length - written);
      if (block.isFull()) {
        beginPacking(block);
      }
    }
  }

  /** Writes what is left. Nothing can be written after it. */
  void finish() throws IOException {
    if (filling != null && !filling.isEmpty()) {
      beginPacking(filling);
    }
    while (!window.isEmpty()) {
      writeHead();
    }
    out.flush();
  }

  /** Ends the workers; what was not finished is lost. */
  @Override
  public void close() {
    workers.shutdownNow();
    workers.close();
  }

  private PbzxBlock filling() {
    if (filling == null) {
      @Nullable PbzxBlock block = idle.poll();
      filling = block == null ? new PbzxBlock(blockBytes) : block;
    }
    return filling;
  }

  private void beginPacking(PbzxBlock block) throws IOException {
    filling = null;
    if (window.size() == capacity) {
      writeHead();
    }
    window.add(
        workers.submit(() -> {
          block.pack(level, arrays);
          return block;
        }));
  }

  private void writeHead() throws IOException {
    PbzxBlock block = await(window.remove());
    block.writeTo(out);
    block.clear();
    idle.add(block);
  }

  private static PbzxBlock await(Future<PbzxBlock> block) throws IOException {
    try {
      return block.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while a block was compressed");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      throw new IOException("a block cannot be compressed", e.getCause());
    }
  }
}
