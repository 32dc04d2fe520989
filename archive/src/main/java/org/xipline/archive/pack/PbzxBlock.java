package org.xipline.archive.pack;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/** One block of a pbzx stream: filled, packed, written, and used again. */
final class PbzxBlock {
  private final byte[] plain;
  private final byte[] packed;
  private int plainBytes;
  private int packedBytes;

  PbzxBlock(int bytes) {
    this.plain = new byte[bytes];
    this.packed = new byte[bytes];
  }

  /** Appends as much as it has room for. */
  int append(byte[] source, int offset, int length) {
    int count = Math.min(length, plain.length - plainBytes);
    System.arraycopy(source, offset, plain, plainBytes, count);
    plainBytes += count;
    return count;
  }

  boolean isFull() {
    return plainBytes == plain.length;
  }

  boolean isEmpty() {
    return plainBytes == 0;
  }

  void clear() {
    plainBytes = 0;
  }

  /**
   * Compresses what it holds, if that promises anything; keeps the result only where it is smaller.
   */
  void pack(int level, ArrayCache arrays) throws IOException {
    if (!Compressibility.isLikely(plain, plainBytes)) {
      packedBytes = plainBytes;
      return;
    }
    var options = new LZMA2Options(level);
    options.setDictSize(Math.clamp(plainBytes, LZMA2Options.DICT_SIZE_MIN, options.getDictSize()));
    var sink = new PackedSink();
    try (var xz = new XZOutputStream(sink, options, XZ.CHECK_NONE, arrays)) {
      xz.write(plain, 0, plainBytes);
    }
    packedBytes = sink.length < plainBytes ? (int) sink.length : plainBytes;
  }

  /** Writes the chunk. Equal sizes say that it is stored as it is. */
  void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(plainBytes);
    out.writeLong(packedBytes);
    out.write(packedBytes < plainBytes ? packed : plain, 0, packedBytes);
  }

  /** Counts what does not fit. */
  private final class PackedSink extends OutputStream {
    private long length;

    @Override
    public void write(int value) {
      if (length < packed.length) {
        packed[(int) length] = (byte) value;
      }
      length++;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
      if (length + count <= packed.length) {
        System.arraycopy(source, offset, packed, (int) length, count);
      }
      length += count;
    }
  }
}
