package org.xipline.archive.content;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One decoder of liblzma's. It keeps its memory from one xz stream to the next. For one thread at a
 * time.
 */
final class LiblzmaStream implements AutoCloseable {
  private static final int STRUCT_BYTES = 136;
  private static final int NEXT_IN = 0;
  private static final int AVAIL_IN = 8;
  private static final int NEXT_OUT = 24;
  private static final int AVAIL_OUT = 32;
  private static final int FINISH = 3;

  private final Liblzma library;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment stream = arena.allocate(STRUCT_BYTES, Long.BYTES);
  private final MemorySegment surplus = arena.allocate(1);

  LiblzmaStream(Liblzma library) {
    this.library = library;
  }

  /**
   * Begins a new xz stream.
   *
   * @param packed all of it, outside the heap; it must stay until the last {@link #decode}
   */
  Liblzma.Result begin(long memoryLimitBytes, MemorySegment packed) {
    stream.set(ValueLayout.ADDRESS, NEXT_IN, packed);
    stream.set(ValueLayout.JAVA_LONG, AVAIL_IN, packed.byteSize());
    return library.begin(stream, memoryLimitBytes);
  }

  /** Input that is not read yet. */
  long unread() {
    return stream.get(ValueLayout.JAVA_LONG, AVAIL_IN);
  }

  /**
   * Decodes as much as the target holds.
   *
   * @param target outside the heap
   */
  Liblzma.Result decode(MemorySegment target) {
    stream.set(ValueLayout.ADDRESS, NEXT_OUT, target);
    stream.set(ValueLayout.JAVA_LONG, AVAIL_OUT, target.byteSize());
    return library.code(stream, FINISH);
  }

  /** Goes on with room for one byte, of the stream's own, where the target is full. */
  Liblzma.Result decodeSurplus() {
    return decode(surplus);
  }

  /** Room that the last {@link #decode} left. */
  long unwritten() {
    return stream.get(ValueLayout.JAVA_LONG, AVAIL_OUT);
  }

  @Override
  public void close() {
    library.end(stream);
    arena.close();
  }
}
