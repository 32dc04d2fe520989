package org.xipline.archive.content;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The system's liblzma, where it is there: the library behind {@code xz}, whose interface has been
 * the same since version 5.0. Only 64-bit systems: the layout of its structures depends on that.
 *
 * @see "lzma/base.h, lzma/container.h of XZ Utils"
 */
final class Liblzma {

  /** What a call of the library came to; the constants stand in its own order. */
  enum Result {
    OK,
    STREAM_END,
    NO_CHECK,
    UNSUPPORTED_CHECK,
    GET_CHECK,
    MEM_ERROR,
    MEMLIMIT_ERROR,
    FORMAT_ERROR,
    OPTIONS_ERROR,
    DATA_ERROR,
    BUF_ERROR,
    PROG_ERROR,
    SEEK_NEEDED
  }

  private static final List<String> FILE_NAMES = List.of("liblzma.so.5", "liblzma.5.dylib");
  private static final int ADDRESS_BYTES = 8;

  /** Says so, where a check of another kind than the known ones stands behind a block. */
  private static final int TELL_UNSUPPORTED_CHECK = 2;

  private static final Result[] RESULTS = Result.values();

  private final MethodHandle streamDecoder;
  private final MethodHandle code;
  private final MethodHandle end;

  private Liblzma(SymbolLookup library) {
    var linker = Linker.nativeLinker();
    this.streamDecoder =
        linker.downcallHandle(
            library.findOrThrow("lzma_stream_decoder"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    this.code =
        linker.downcallHandle(
            library.findOrThrow("lzma_code"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    this.end =
        linker.downcallHandle(
            library.findOrThrow("lzma_end"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
  }

  /** The library, loaded at the first call; empty where the system has none. */
  static Optional<Liblzma> find() {
    return Loaded.LIBRARY;
  }

  private static final class Loaded {
    static final Optional<Liblzma> LIBRARY =
        ValueLayout.ADDRESS.byteSize() == ADDRESS_BYTES
            ? FILE_NAMES.stream().flatMap(Liblzma::load).findFirst()
            : Optional.empty();
  }

  private static Stream<Liblzma> load(String fileName) {
    try {
      return Stream.of(new Liblzma(SymbolLookup.libraryLookup(fileName, Arena.global())));
    } catch (IllegalArgumentException | NoSuchElementException _) {
      // There is none of that name, or another library has it.
      return Stream.empty();
    }
  }

  /**
   * Makes a stream ready for the first byte of an xz stream; it keeps what memory it has.
   *
   * @param stream a {@code lzma_stream}, zeroed before its first use
   */
  Result begin(MemorySegment stream, long memoryLimitBytes) {
    return call(
        () -> (int) streamDecoder.invokeExact(stream, memoryLimitBytes, TELL_UNSUPPORTED_CHECK));
  }

  /** Reads and writes what the stream's buffers hold and have room for. */
  Result code(MemorySegment stream, int action) {
    return call(() -> (int) code.invokeExact(stream, action));
  }

  /** Gives the stream's memory back. */
  void end(MemorySegment stream) {
    try {
      end.invokeExact(stream);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private interface Call {
    int run() throws Throwable;
  }

  private static Result call(Call call) {
    try {
      return RESULTS[call.run()];
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static IllegalStateException broken(Throwable e) {
    return new IllegalStateException("liblzma cannot be called", e);
  }
}
