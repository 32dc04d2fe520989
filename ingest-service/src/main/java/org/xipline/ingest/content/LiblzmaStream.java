package org.xipline.ingest.content;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One decoder of liblzma's, and the two small buffers through which it reads and writes. It keeps
 * its memory from one xz stream to the next. For one thread at a time.
 */
final class LiblzmaStream implements AutoCloseable {
  /** Of each buffer; small enough to stay in a core's cache. */
  static final int SLICE_BYTES = 128 << 10;

  private static final int STRUCT_BYTES = 136;
  private static final int NEXT_IN = 0;
  private static final int AVAIL_IN = 8;
  private static final int NEXT_OUT = 24;
  private static final int AVAIL_OUT = 32;
  private static final int RUN = 0;
  private static final int FINISH = 3;

  private final Liblzma library;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment stream = arena.allocate(STRUCT_BYTES, Long.BYTES);
  private final MemorySegment input = arena.allocate(SLICE_BYTES);
  private final MemorySegment output = arena.allocate(SLICE_BYTES);

  LiblzmaStream(Liblzma library) {
    this.library = library;
  }

  /** Begins a new xz stream. */
  Liblzma.Result begin(long memoryLimitBytes) {
    stream.set(ValueLayout.JAVA_LONG, AVAIL_IN, 0);
    return library.begin(stream, memoryLimitBytes);
  }

  /** Input that was fed and is not read yet. */
  int unread() {
    return (int) stream.get(ValueLayout.JAVA_LONG, AVAIL_IN);
  }

  /**
   * Copies input into the buffer, in place of what was read.
   *
   * @return how much
   */
  int feed(byte[] source, int offset, int length) {
    int count = Math.min(length, SLICE_BYTES);
    MemorySegment.copy(source, offset, input, ValueLayout.JAVA_BYTE, 0, count);
    stream.set(ValueLayout.ADDRESS, NEXT_IN, input);
    stream.set(ValueLayout.JAVA_LONG, AVAIL_IN, count);
    return count;
  }

  /**
   * Decodes.
   *
   * @param room how much to write at most
   * @param isLast whether no more input comes than was fed
   */
  Liblzma.Result decode(int room, boolean isLast) {
    stream.set(ValueLayout.ADDRESS, NEXT_OUT, output);
    stream.set(ValueLayout.JAVA_LONG, AVAIL_OUT, room);
    return library.code(stream, isLast ? FINISH : RUN);
  }

  /** Room that the last {@link #decode} left. */
  int unwritten() {
    return (int) stream.get(ValueLayout.JAVA_LONG, AVAIL_OUT);
  }

  /** Copies what the last {@link #decode} wrote. */
  void copyOutput(byte[] target, int offset, int length) {
    MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, target, offset, length);
  }

  @Override
  public void close() {
    library.end(stream);
    arena.close();
  }
}
