package org.xipline.archive.pack;

import java.nio.ByteBuffer;

/** The first bytes of an archive. */
final class XarHeader {
  static final int BYTES = 28;

  private static final int MAGIC = 0x78617221;
  private static final int VERSION = 1;

  private XarHeader() {}

  static byte[] of(long storedTocBytes, long plainTocBytes, int checksumCode) {
    return ByteBuffer.allocate(BYTES)
        .putInt(MAGIC)
        .putShort((short) BYTES)
        .putShort((short) VERSION)
        .putLong(storedTocBytes)
        .putLong(plainTocBytes)
        .putInt(checksumCode)
        .array();
  }
}
