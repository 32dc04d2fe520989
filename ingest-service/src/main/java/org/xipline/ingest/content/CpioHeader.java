package org.xipline.ingest.content;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * The fixed part of an odc cpio member: octal digits, and nothing else.
 *
 * @param nameBytes with the NUL that ends it
 * @see "cpio(5), Portable ASCII Format"
 */
record CpioHeader(
    int inode, int mode, int linkCount, Instant modifiedAt, int nameBytes, long fileBytes) {
  static final int BYTES = 76;

  private static final String MAGIC = "070707";
  private static final int TYPE_MASK = 0170000;
  private static final int SET_ID_BITS = 06000;
  private static final int PERMISSION_BITS = 0777;

  /** What a member is. */
  enum Type {
    FILE,
    DIRECTORY,
    SYMBOLIC_LINK,
    /** A device, a pipe, a socket: nothing that holds bytes. */
    SPECIAL,
    UNKNOWN
  }

  /**
   * @param position where it stands in the stream, for messages
   */
  static CpioHeader parse(byte[] header, long position) throws ArchiveRejectedException {
    String text = new String(header, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(MAGIC)) {
      throw new ArchiveRejectedException(
          RejectionReason.MALFORMED_ARCHIVE,
          "no cpio header stands at byte %,d of the content".formatted(position));
    }
    return new CpioHeader(
        (int) octal(text, 12, 18, position),
        (int) octal(text, 18, 24, position),
        (int) octal(text, 36, 42, position),
        Instant.ofEpochSecond(octal(text, 48, 59, position)),
        (int) octal(text, 59, 65, position),
        octal(text, 65, 76, position));
  }

  private static long octal(String header, int from, int to, long position)
      throws ArchiveRejectedException {
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = header.charAt(i) - '0';
      if (digit < 0 || digit > 7) {
        throw new ArchiveRejectedException(
            RejectionReason.MALFORMED_ARCHIVE,
            "byte %,d of the content is no octal digit, in a cpio header".formatted(position + i));
      }
      value = value * 8 + digit;
    }
    return value;
  }

  Type type() {
    return switch (mode & TYPE_MASK) {
      case 0100000 -> Type.FILE;
      case 0040000 -> Type.DIRECTORY;
      case 0120000 -> Type.SYMBOLIC_LINK;
      case 0020000, 0060000, 0010000, 0140000, 0160000 -> Type.SPECIAL;
      default -> Type.UNKNOWN;
    };
  }

  /** Whether it would run as its owner or group. */
  boolean isSetId() {
    return (mode & SET_ID_BITS) != 0;
  }

  int permissions() {
    return mode & PERMISSION_BITS;
  }
}
