package org.xipline.console.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.DeflaterOutputStream;

/**
 * An archive of very many empty files that nobody signed: its table of contents is read, and then
 * it is refused.
 */
final class LongTable {
  private static final int FILES = 20_000;
  private static final int MAGIC = 0x78617221;
  private static final short HEADER_BYTES = 28;
  private static final short VERSION = 1;
  private static final int SHA_1 = 1;

  private LongTable() {}

  static Path write(Path file) throws IOException {
    byte[] xml = xml().getBytes(UTF_8);
    byte[] packed = packed(xml);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(header(packed.length, xml.length));
      out.write(packed);
      out.write(sha1(packed));
    }
    return file;
  }

  private static byte[] header(int packedBytes, int xmlBytes) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .putInt(MAGIC)
        .putShort(HEADER_BYTES)
        .putShort(VERSION)
        .putLong(packedBytes)
        .putLong(xmlBytes)
        .putInt(SHA_1)
        .array();
  }

  private static String xml() {
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xar>\n <toc>\n");
    xml.append("  <checksum style=\"sha1\"><offset>0</offset><size>20</size></checksum>\n");
    for (int id = 1; id <= FILES; id++) {
      xml.append(FILE.formatted(id, id));
    }
    return xml.append(" </toc>\n</xar>\n").toString();
  }

  private static final String FILE =
      """
        <file id="%d">
         <data>
          <length>0</length><offset>20</offset><size>0</size>
          <encoding style="application/octet-stream"/>
          <extracted-checksum style="sha1">da39a3ee5e6b4b0d3255bfef95601890afd80709</extracted-checksum>
          <archived-checksum style="sha1">da39a3ee5e6b4b0d3255bfef95601890afd80709</archived-checksum>
         </data>
         <ctime>2026-10-31T08:00:00Z</ctime>
         <mtime>2026-10-31T08:00:00Z</mtime>
         <mode>0644</mode>
         <user>root</user>
         <type>file</type>
         <name>file-%d.txt</name>
        </file>
      """;

  private static byte[] packed(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(packed)) {
      deflater.write(content);
    }
    return packed.toByteArray();
  }

  private static byte[] sha1(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
