package org.xipline.archive.xar;

import java.util.List;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.Quoted;
import org.xipline.schemas.reason.RejectionReason;

/** How bytes are encoded in the heap. */
public enum XarEncoding {
  STORED("application/octet-stream"),
  /** RFC 1950, whatever its older name says. */
  ZLIB("application/x-gzip", "application/zlib"),
  BZIP2("application/x-bzip2"),
  XZ("application/x-xz"),
  /** The older format of one LZMA stream; some writers call xz so too. */
  LZMA("application/x-lzma");

  private static final List<XarEncoding> ALL = List.of(values());

  private final String style;
  private final String otherStyle;

  XarEncoding(String style) {
    this(style, style);
  }

  XarEncoding(String style, String otherStyle) {
    this.style = style;
    this.otherStyle = otherStyle;
  }

  static XarEncoding ofStyle(String style) throws ArchiveRejectedException {
    for (XarEncoding encoding : ALL) {
      if (encoding.style.equals(style) || encoding.otherStyle.equals(style)) {
        return encoding;
      }
    }
    throw new ArchiveRejectedException(
        RejectionReason.UNSUPPORTED_CONTENT,
        "the encoding \"%s\" is not read".formatted(Quoted.text(style)));
  }
}
