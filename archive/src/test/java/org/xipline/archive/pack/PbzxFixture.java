package org.xipline.archive.pack;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/** Builds pbzx streams chunk by chunk, right or wrong. */
public final class PbzxFixture {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  public PbzxFixture(long blockBytes) {
    this("pbzx", blockBytes);
  }

  public PbzxFixture(String magic, long blockBytes) {
    write(() -> out.write(magic.getBytes(StandardCharsets.US_ASCII)));
    write(() -> out.writeLong(blockBytes));
  }

  /** The whole stream of this content: chunks of the block size, packed where that is smaller. */
  public static byte[] encode(byte[] content, int blockBytes) {
    var fixture = new PbzxFixture(blockBytes);
    for (int start = 0; start < content.length; start += blockBytes) {
      fixture.packedIfSmaller(
          Arrays.copyOfRange(content, start, Math.min(start + blockBytes, content.length)));
    }
    return fixture.bytes();
  }

  public PbzxFixture packedIfSmaller(byte[] plain) {
    byte[] packed = xz(plain);
    return packed.length < plain.length ? chunk(plain.length, packed) : stored(plain);
  }

  public PbzxFixture packed(byte[] plain) {
    return chunk(plain.length, xz(plain));
  }

  public PbzxFixture stored(byte[] plain) {
    return chunk(plain.length, plain);
  }

  /** A chunk that says what it likes. */
  public PbzxFixture chunk(long plainBytes, long packedBytes, byte[] payload) {
    write(() -> out.writeLong(plainBytes));
    write(() -> out.writeLong(packedBytes));
    return raw(payload);
  }

  public PbzxFixture chunk(long plainBytes, byte[] payload) {
    return chunk(plainBytes, payload.length, payload);
  }

  public PbzxFixture raw(byte[] payload) {
    write(() -> out.write(payload));
    return this;
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }

  /** One xz stream, with a small dictionary and no check, as in Apple's chunks. */
  public static byte[] xz(byte[] plain) {
    return xz(plain, 1 << 16);
  }

  public static byte[] xz(byte[] plain, int dictionaryBytes) {
    try {
      var options = new LZMA2Options(0);
      options.setDictSize(dictionaryBytes);
      return xz(plain, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] xz(byte[] plain, FilterOptions options) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var xz = new XZOutputStream(packed, options, XZ.CHECK_NONE)) {
      xz.write(plain);
    }
    return packed.toByteArray();
  }

  private interface Write {
    void run() throws IOException;
  }

  private static void write(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
