package org.xipline.archive.content;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Kinds of content, told apart by their first bytes. */
enum ContentKind {
  PBZX,
  GZIP,
  CPIO,
  /** Known, and not read here. */
  UNSUPPORTED,
  UNKNOWN;

  static final int MAGIC_BYTES = 6;

  private static final String PBZX_MAGIC = "pbzx";
  private static final String GZIP_MAGIC = "\u001f\u008b";
  private static final String ODC_MAGIC = "070707";

  /** The magics of what is not read, as Latin-1, with a name for a human. */
  private static final Map<String, String> NOT_READ =
      Map.ofEntries(
          Map.entry("pbze", "pbze (LZFSE chunks)"),
          Map.entry("pbzz", "pbzz (zlib chunks)"),
          Map.entry("pbz4", "pbz4 (LZ4 chunks)"),
          Map.entry("pbzb", "pbzb (LZBITMAP chunks)"),
          Map.entry("pbz-", "pbz- (raw chunks)"),
          Map.entry("AA01", "an Apple Archive (AA01)"),
          Map.entry("YAA1", "an Apple Archive (YAA1)"),
          Map.entry("AEA1", "an Apple Encrypted Archive (AEA1)"),
          Map.entry("bvx", "LZFSE"),
          Map.entry("070701", "cpio of the kind newc"),
          Map.entry("070702", "cpio of the kind crc"),
          Map.entry("\u00c7q", "cpio of the kind bin"),
          Map.entry("q\u00c7", "cpio of the kind bin"),
          Map.entry("\u00fd7zXZ\0", "xz without pbzx"),
          Map.entry("BZh", "bzip2"),
          Map.entry("(\u00b5/\u00fd", "zstd"),
          Map.entry("xar!", "another xar archive"),
          Map.entry("PK\u0003\u0004", "zip"));

  static ContentKind of(byte[] start) {
    String magic = latin1(start);
    if (magic.startsWith(PBZX_MAGIC)) {
      return PBZX;
    }
    if (magic.startsWith(GZIP_MAGIC)) {
      return GZIP;
    }
    if (magic.startsWith(ODC_MAGIC)) {
      return CPIO;
    }
    return notRead(magic).isPresent() ? UNSUPPORTED : UNKNOWN;
  }

  /** What to call content that is not read: its kind, or its first bytes. */
  static String nameOf(byte[] start) {
    return notRead(latin1(start))
        .orElseGet(
            () -> start.length == 0 ? "(none)" : HexFormat.ofDelimiter(" ").formatHex(start));
  }

  private static Optional<String> notRead(String magic) {
    return NOT_READ.entrySet().stream()
        .filter(known -> magic.startsWith(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String latin1(byte[] start) {
    return new String(start, StandardCharsets.ISO_8859_1);
  }
}
