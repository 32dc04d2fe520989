package org.xipline.console.rehearsal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import org.xipline.archive.pack.SigningIdentity;

/** A signed archive of very many small files, each by itself in the heap. */
final class LongTable {
  private static final int FILES = 20_000;
  private static final int FILES_A_FOLDER = 200;
  private static final int MAGIC = 0x78617221;
  private static final short HEADER_BYTES = 28;
  private static final short VERSION = 1;
  private static final int SHA_1 = 1;
  private static final int SHA_1_BYTES = 20;
  private static final int SIGNATURE_BYTES = 256;

  private final SigningIdentity signer;
  private final ByteArrayOutputStream heap = new ByteArrayOutputStream();
  private final StringBuilder xml = new StringBuilder();

  private LongTable(SigningIdentity signer) {
    this.signer = signer;
  }

  /**
   * Writes one.
   *
   * @param signer with a key of 2,048 bits
   */
  static Path write(Path file, SigningIdentity signer) throws IOException {
    try {
      return new LongTable(signer).write(file);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform signs with RSA and SHA-1", e);
    }
  }

  private Path write(Path file) throws IOException, GeneralSecurityException {
    byte[] table = table().getBytes(UTF_8);
    byte[] packed = packed(table);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(header(packed.length, table.length));
      out.write(packed);
      out.write(sha1(packed));
      out.write(signatureOver(packed));
      heap.writeTo(out);
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

  private String table() throws GeneralSecurityException {
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xar>\n <toc>\n");
    xml.append("  <checksum style=\"sha1\"><offset>0</offset><size>20</size></checksum>\n");
    xml.append(SIGNATURE.formatted(SHA_1_BYTES, SIGNATURE_BYTES, certificate()));
    for (int number = 0; number < FILES; number++) {
      if (number % FILES_A_FOLDER == 0) {
        xml.append(FOLDER.formatted(FILES + number, number));
      }
      appendFile(number);
      if (number % FILES_A_FOLDER == FILES_A_FOLDER - 1) {
        xml.append("  </file>\n");
      }
    }
    return xml.append(" </toc>\n</xar>\n").toString();
  }

  private void appendFile(int number) throws GeneralSecurityException {
    byte[] content = ("content of " + number).getBytes(US_ASCII);
    int offset = SHA_1_BYTES + SIGNATURE_BYTES + heap.size();
    String checksum = HexFormat.of().formatHex(sha1(content));
    int length = content.length;
    xml.append(FILE.formatted(number, length, offset, length, checksum, checksum, number));
    heap.writeBytes(content);
  }

  private static final String SIGNATURE =
      """
        <signature style="RSA">
         <offset>%d</offset><size>%d</size>
         <KeyInfo><X509Data><X509Certificate>%s</X509Certificate></X509Data></KeyInfo>
        </signature>
      """;

  private static final String FOLDER =
      """
        <file id="%d">
         <type>directory</type>
         <mode>0755</mode>
         <name>folder-%d</name>
      """;

  private static final String FILE =
      """
        <file id="%d">
         <data>
          <length>%d</length><offset>%d</offset><size>%d</size>
          <encoding style="application/octet-stream"/>
          <extracted-checksum style="sha1">%s</extracted-checksum>
          <archived-checksum style="sha1">%s</archived-checksum>
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

  private static byte[] sha1(byte[] content) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-1").digest(content);
  }

  /** The table's checksum is what its signature takes for the digest. */
  private byte[] signatureOver(byte[] packedTable) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA1withRSA");
    signature.initSign(signer.key());
    signature.update(packedTable);
    return signature.sign();
  }

  private String certificate() throws CertificateEncodingException {
    return Base64.getEncoder().encodeToString(signer.leaf().getEncoded());
  }
}
