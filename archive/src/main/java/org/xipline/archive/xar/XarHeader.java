package org.xipline.archive.xar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;

/**
 * The first 28 bytes. Other sizes exist, and readers disagree about where their heap begins; so
 * they are refused.
 *
 * @param packedTocBytes length of the table of contents in the file, right behind the header
 * @param tocBytes its length when inflated
 * @param digestAlgorithm of the table of contents
 */
record XarHeader(long packedTocBytes, long tocBytes, DigestAlgorithm digestAlgorithm) {
  static final int SIZE = 28;
  private static final String MAGIC_TEXT = "xar!";
  private static final int VERSION = 1;
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  static XarHeader read(ArchiveBytes bytes, ArchiveLimits limits) throws IOException {
    if (bytes.length() == 0) {
      throw Malformed.because("the file is empty");
    }
    byte[] begin = bytes.read(0, (int) Math.min(ForeignFile.SNIFFED_BYTES, bytes.length()));
    requireMagic(begin, bytes);
    if (begin.length < SIZE) {
      throw Malformed.truncated("the header", SIZE, bytes.length());
    }
    XarHeader header = parse(ByteBuffer.wrap(begin));
    header.requireWithin(bytes.length(), limits);
    return header;
  }

  /** Where the heap begins in the file: every offset of the table of contents counts from here. */
  long heapBase() {
    return SIZE + packedTocBytes;
  }

  private static XarHeader parse(ByteBuffer fields) throws ArchiveRejectedException {
    fields.getInt();
    int size = fields.getShort() & 0xffff;
    int version = fields.getShort() & 0xffff;
    if (version != VERSION) {
      throw Malformed.because("XAR version " + version + "; only version 1 is known");
    }
    if (size != SIZE) {
      throw Malformed.because("the header says it has " + size + " bytes; 28 are read");
    }
    long packedTocBytes = length(fields, "packed");
    long tocBytes = length(fields, "inflated");
    return new XarHeader(
        packedTocBytes,
        tocBytes,
        DigestAlgorithm.ofHeaderCode(Integer.toUnsignedLong(fields.getInt())));
  }

  private static long length(ByteBuffer fields, String which) throws ArchiveRejectedException {
    long length = fields.getLong();
    if (length <= 0) {
      throw Malformed.because(
          "the table of contents claims to have %s bytes when %s"
              .formatted(Long.toUnsignedString(length), which));
    }
    return length;
  }

  private void requireWithin(long fileBytes, ArchiveLimits limits) throws ArchiveRejectedException {
    if (packedTocBytes > fileBytes - SIZE) {
      throw Malformed.truncated("the table of contents", saturatedHeapBase(), fileBytes);
    }
    long limit = Math.min(limits.maxTableOfContentsBytes(), MAX_ARRAY_BYTES);
    if (Math.max(packedTocBytes, tocBytes) > limit) {
      throw Malformed.tooLarge(
          "the table of contents has %,d bytes, %,d inflated; the limit is %,d"
              .formatted(packedTocBytes, tocBytes, limit));
    }
  }

  private long saturatedHeapBase() {
    return packedTocBytes > Long.MAX_VALUE - SIZE ? Long.MAX_VALUE : heapBase();
  }

  private static void requireMagic(byte[] begin, ArchiveBytes bytes) throws IOException {
    String text = new String(begin, ISO_8859_1);
    if (text.startsWith(MAGIC_TEXT)) {
      return;
    }
    if (MAGIC_TEXT.startsWith(text)) {
      throw Malformed.truncated("the header", SIZE, bytes.length());
    }
    byte[] end = bytes.read(bytes.length() - begin.length, begin.length);
    throw Malformed.because(
        ForeignFile.describe(begin, end)
            .map(kind -> "not a XIP, but " + kind)
            .orElse("not a XIP: it does not begin with \"xar!\""));
  }
}
