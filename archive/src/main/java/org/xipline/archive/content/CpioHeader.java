package org.xipline.archive.content;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.xipline.archive.model.ArchiveRejectedException;
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
  private static final int OCTAL = 8;
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
    requireOctalDigits(text, position);
    return new CpioHeader(
        Integer.parseInt(text, 12, 18, OCTAL),
        Integer.parseInt(text, 18, 24, OCTAL),
        Integer.parseInt(text, 36, 42, OCTAL),
        Instant.ofEpochSecond(Long.parseLong(text, 48, 59, OCTAL)),
        Integer.parseInt(text, 59, 65, OCTAL),
        Long.parseLong(text, 65, BYTES, OCTAL));
  }

  private static void requireOctalDigits(String header, long position)
      throws ArchiveRejectedException {
    for (int i = MAGIC.length(); i < BYTES; i++) {
      if (header.charAt(i) < '0' || header.charAt(i) > '7') {
        throw new ArchiveRejectedException(
            RejectionReason.MALFORMED_ARCHIVE,
            "byte %,d of the content is no octal digit, in a cpio header".formatted(position + i));
      }
    }
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
