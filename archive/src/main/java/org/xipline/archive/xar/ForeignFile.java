package org.xipline.archive.xar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says what a file is that is no XAR, by its first bytes: what people save under the wrong name.
 */
final class ForeignFile {
  /** As many bytes as are looked at. */
  static final int SNIFFED_BYTES = 512;

  private static final int TAR_MAGIC_AT = 257;
  private static final Pattern COMMENT = Pattern.compile("^(?s)<!--.*?-->\\s*");
  private static final Pattern XML_DECLARATION = Pattern.compile("^(?s)<\\?xml.*?\\?>\\s*");
  private static final Pattern HTML =
      Pattern.compile(
          "^<(!doctype\\s+html|html|head|body|title|meta|script|style)\\b.*", Pattern.DOTALL);

  /** What it begins with, in Latin-1, and what to say. */
  private record Magic(String begin, String description) {}

  private static final List<Magic> MAGICS =
      List.of(
          new Magic("PK\u0003\u0004", "a ZIP file"),
          new Magic("PK\u0005\u0006", "a ZIP file, an empty one"),
          new Magic("PK\u0007\u0008", "a ZIP file"),
          new Magic("\u001f\u008b", "a gzip file"),
          new Magic("7z\u00bc\u00af'\u001c", "a 7z file"),
          new Magic("Rar!\u001a\u0007", "a RAR file"),
          new Magic("BZh", "a bzip2 file"),
          new Magic("\u00fd7zXZ\0", "an xz file"),
          new Magic("(\u00b5/\u00fd", "a zstd file"),
          new Magic("]\0\0", "an LZMA file"),
          new Magic("pbz", "a pbzx stream without its archive"),
          new Magic("0707", "a cpio archive"),
          new Magic("AA01", "an Apple Archive (AA01)"),
          new Magic("YAA1", "an Apple Archive (YAA1)"),
          new Magic("AEA1", "an Apple Encrypted Archive (AEA1)"),
          new Magic("encrcdsa", "an encrypted disk image (dmg)"),
          new Magic("ustar", "a tar archive"),
          new Magic("%PDF-", "a PDF document"),
          new Magic("-----BEGIN ", "a PEM file"),
          new Magic("bplist", "a property list"),
          new Magic("version https://git-lfs", "a Git LFS pointer: fetch the file itself"),
          new Magic("HTTP/", "an HTTP response with its header"),
          new Magic("{", "a JSON document: what was saved is probably an error message"),
          new Magic("MZ", "a Windows program"),
          new Magic("\u007fELF", "a program"));

  private ForeignFile() {}

  /**
   * What the file is, with its article; empty if nobody knows.
   *
   * @param begin its first bytes, up to {@link #SNIFFED_BYTES}
   * @param end its last bytes, as many
   */
  static Optional<String> describe(byte[] begin, byte[] end) {
    String text = new String(begin, ISO_8859_1);
    return markup(decoded(begin, text))
        .or(() -> magic(text))
        .or(() -> tar(text))
        .or(() -> diskImage(new String(end, ISO_8859_1)))
        .or(() -> zeros(begin));
  }

  private static Optional<String> magic(String text) {
    return MAGICS.stream()
        .filter(magic -> text.startsWith(magic.begin()))
        .map(Magic::description)
        .findFirst();
  }

  private static Optional<String> markup(String decoded) {
    String text = decoded.strip().toLowerCase(Locale.ROOT);
    boolean isXml = text.startsWith("<?xml");
    text = COMMENT.matcher(XML_DECLARATION.matcher(text).replaceFirst("")).replaceFirst("");
    if (HTML.matcher(text).matches()) {
      return Optional.of(
          "an HTML page: what was saved is probably a log-in or error page, so fetch it again");
    }
    return isXml
        ? Optional.of("an XML document: what was saved is probably an error message")
        : Optional.empty();
  }

  /** Text behind a byte order mark; anything else as Latin-1. */
  private static String decoded(byte[] begin, String latin1) {
    if (latin1.startsWith("\u00ef\u00bb\u00bf")) {
      return latin1.substring(3);
    }
    if (latin1.startsWith("\u00ff\u00fe")) {
      return new String(begin, 2, begin.length - 2, UTF_16LE);
    }
    return latin1.startsWith("\u00fe\u00ff")
        ? new String(begin, 2, begin.length - 2, UTF_16BE)
        : latin1;
  }

  private static Optional<String> tar(String text) {
    return text.startsWith("ustar", TAR_MAGIC_AT) ? Optional.of("a tar archive") : Optional.empty();
  }

  /** Its mark is in the last 512 bytes. */
  private static Optional<String> diskImage(String end) {
    return end.startsWith("koly") ? Optional.of("a disk image (dmg)") : Optional.empty();
  }

  private static Optional<String> zeros(byte[] begin) {
    for (byte value : begin) {
      if (value != 0) {
        return Optional.empty();
      }
    }
    return Optional.of("a file that begins with zeros: its download was probably interrupted");
  }
}
