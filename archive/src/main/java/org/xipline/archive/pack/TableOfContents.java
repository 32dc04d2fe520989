package org.xipline.archive.pack;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The table of contents of an archive, as XML. */
record TableOfContents(
    Instant createdAt,
    ChecksumStyle style,
    HeapLayout layout,
    List<X509Certificate> chain,
    List<HeapFile> files) {
  private static final int CERTIFICATE_COLUMNS = 72;
  private static final DateTimeFormatter CREATION_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  String xml() {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <xar>
     <toc>
      <creation-time>%s</creation-time>
      <checksum style="%s">
       <offset>0</offset>
       <size>%d</size>
      </checksum>
    %s%s%s </toc>
    </xar>
    """
        .formatted(
            CREATION_TIME.format(createdAt),
            style.style(),
            layout.checksumBytes(),
            signature("signature", "RSA", layout.rsaOffset(), layout.rsaBytes()),
            signature("x-signature", "CMS", layout.cmsOffset(), layout.cmsBytes()),
            filesXml());
  }

  private String signature(String element, String signatureStyle, int offset, int bytes) {
    if (bytes == 0) {
      return "";
    }
    return """
      <%1$s style="%2$s">
       <offset>%3$d</offset>
       <size>%4$d</size>
       <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data>
    %5$s
        </X509Data>
       </KeyInfo>
      </%1$s>
    """
        .formatted(element, signatureStyle, offset, bytes, certificates());
  }

  private String certificates() {
    var base64 =
        Base64.getMimeEncoder(CERTIFICATE_COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII));
    return chain.stream()
        .map(certificate -> base64.encodeToString(encoded(certificate)))
        .map(text -> "     <X509Certificate>%s</X509Certificate>".formatted(text))
        .collect(Collectors.joining("\n"));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate was parsed, so it has an encoding", e);
    }
  }

  private String filesXml() {
    var xml = new StringBuilder();
    for (int i = 0; i < files.size(); i++) {
      xml.append(fileXml(i + 1, files.get(i)));
    }
    return xml.toString();
  }

  private String fileXml(int id, HeapFile file) {
    return """
      <file id="%1$d">
       <data>
        <length>%2$d</length>
        <encoding style="%3$s"/>
        <offset>%4$d</offset>
        <size>%5$d</size>
        <extracted-checksum style="%6$s">%7$s</extracted-checksum>
        <archived-checksum style="%6$s">%8$s</archived-checksum>
       </data>
       <mtime>%9$s</mtime>
       <mode>0644</mode>
       <type>file</type>
       <name>%10$s</name>
      </file>
    """
        .formatted(
            id,
            file.storedBytes(),
            file.encoding(),
            file.offset(),
            file.plainBytes(),
            style.style(),
            HexFormat.of().formatHex(file.plainChecksum()),
            HexFormat.of().formatHex(file.storedChecksum()),
            createdAt,
            file.name());
  }
}
