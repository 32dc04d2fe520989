package org.xipline.ingest.xar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.xipline.ingest.archive.ArchiveLimits;
import org.xipline.ingest.archive.ArchiveRejectedException;

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
  private static final int MAGIC = 0x78617221;
  private static final int VERSION = 1;
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;
  private static final int SNIFFED_BYTES = 512;

  static XarHeader read(ArchiveBytes bytes, ArchiveLimits limits) throws IOException {
    if (bytes.length() == 0) {
      throw Malformed.because("the file is empty");
    }
    byte[] begin = bytes.read(0, (int) Math.min(SNIFFED_BYTES, bytes.length()));
    requireMagic(begin);
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

  private static void requireMagic(byte[] begin) throws ArchiveRejectedException {
    if (begin.length >= 4 && ByteBuffer.wrap(begin).getInt() == MAGIC) {
      return;
    }
    throw Malformed.because(
        switch (kindOf(begin)) {
          case "html" ->
              "this is an HTML page, not a XIP: what was saved is probably a log-in or error page";
          case "zip" -> "this is a ZIP file, not a XIP";
          case "xar" -> "truncated: the file has " + begin.length + " bytes";
          default -> "this is not a XIP: it does not begin with \"xar!\"";
        });
  }

  private static String kindOf(byte[] begin) {
    String text = new String(begin, ISO_8859_1);
    String markup = text.replaceFirst("^\u00ef\u00bb\u00bf", "").strip().toLowerCase(Locale.ROOT);
    if (markup.startsWith("<!doctype html") || markup.startsWith("<html")) {
      return "html";
    }
    if (text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006")) {
      return "zip";
    }
    return "xar!".startsWith(text) ? "xar" : "unknown";
  }
}
