package org.xipline.archive.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.XarArchive;
import org.xipline.archive.xar.XarData;
import org.xipline.archive.xar.xml.XmlCursor;
import org.xipline.schemas.reason.RejectionReason;

/**
 * The property list beside a XIP's Content. Only its version matters: how Content is packed, its
 * own bytes say, and {@code UncompressedSize} is advice that is wrong in genuine archives.
 */
final class XipMetadata {
  private static final String VERSION = "1";
  private static final int MAX_BYTES = 64 << 10;
  private static final int MAX_TEXT = 4096;
  private static final String DOCUMENT = "the XIP's Metadata";

  /**
   * The one document type that property lists have, where it may stand. It is cut out, so nothing
   * is looked up.
   */
  private static final Pattern DOCTYPE =
      Pattern.compile(
          "\\A((?:<\\?xml[^<>]*\\?>)?[ \\t\\r\\n]*)"
              + "<!DOCTYPE plist PUBLIC \"-//Apple(?: Computer)?//DTD PLIST 1\\.0//EN\""
              + " \"[ -~&&[^\"<>\\[\\]&]]*\">");

  private XipMetadata() {}

  static void require(XarArchive xar, XarData metadata, String owner) throws IOException {
    if (metadata.sizeBytes() > MAX_BYTES) {
      throw malformed("it has %,d bytes".formatted(metadata.sizeBytes()));
    }
    try (InputStream content = xar.open(metadata, owner)) {
      require(content.readAllBytes());
    }
  }

  static void require(byte[] propertyList) throws IOException {
    String version = parse(propertyList).getOrDefault("Version", "");
    if (!version.equals(VERSION)) {
      throw new ArchiveRejectedException(
          RejectionReason.UNSUPPORTED_CONTENT,
          "the XIP has version \"%s\"; only version 1 is read".formatted(version));
    }
  }

  /** The numbers and strings at the property list's top. */
  private static Map<String, String> parse(byte[] propertyList) throws IOException {
    String text = DOCTYPE.matcher(utf8(propertyList)).replaceFirst("$1");
    XmlCursor cursor =
        XmlCursor.open(DOCUMENT, new ByteArrayInputStream(text.getBytes(UTF_8)), "plist");
    if (!cursor.nextChild() || !cursor.name().equals("dict")) {
      throw malformed("it holds no dictionary");
    }
    Map<String, String> entries = parseDictionary(cursor);
    if (cursor.nextChild()) {
      throw malformed("it holds more than a dictionary");
    }
    cursor.finish();
    return entries;
  }

  private static Map<String, String> parseDictionary(XmlCursor cursor) throws IOException {
    var entries = new HashMap<String, String>();
    while (cursor.nextChild()) {
      if (!cursor.name().equals("key")) {
        throw malformed("a value has no key");
      }
      String key = cursor.text(MAX_TEXT);
      if (!cursor.nextChild()) {
        throw malformed("a key has no value");
      }
      if (entries.putIfAbsent(key, parseValue(cursor)) != null) {
        throw malformed("a key occurs twice");
      }
    }
    return entries;
  }

  private static String parseValue(XmlCursor cursor) throws IOException {
    if (cursor.name().equals("integer") || cursor.name().equals("string")) {
      return cursor.text(MAX_TEXT);
    }
    cursor.skip();
    return "";
  }

  private static String utf8(byte[] bytes) throws ArchiveRejectedException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ArchiveRejectedException(
          RejectionReason.MALFORMED_ARCHIVE, DOCUMENT + " is not UTF-8", e);
    }
  }

  private static ArchiveRejectedException malformed(String detail) {
    return new ArchiveRejectedException(
        RejectionReason.MALFORMED_ARCHIVE, DOCUMENT + ": " + detail);
  }
}
