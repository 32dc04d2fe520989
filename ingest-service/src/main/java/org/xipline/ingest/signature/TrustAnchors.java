package org.xipline.ingest.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads CA certificates to trust from files, as operators have them. */
public final class TrustAnchors {
  private static final long MAX_FILE_BYTES = 4 << 20;
  private static final int KEY_CERT_SIGN = 5;
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END (?:X509 |TRUSTED"
              + " )?CERTIFICATE-----");

  private TrustAnchors() {}

  /**
   * Reads the certificates of all these files.
   *
   * @throws TrustAnchorException naming the file and what is wrong with it
   */
  public static Set<X509Certificate> read(Collection<Path> files) throws TrustAnchorException {
    var anchors = new LinkedHashSet<X509Certificate>();
    for (Path file : files) {
      anchors.addAll(read(file));
    }
    return anchors;
  }

  /**
   * Reads the certificates of one file: PEM with one or more, or one in DER.
   *
   * @throws TrustAnchorException naming the file and what is wrong with it
   */
  public static List<X509Certificate> read(Path file) throws TrustAnchorException {
    byte[] content = contentOf(file);
    List<byte[]> encoded = encodedCertificates(file, content);
    var anchors = new ArrayList<X509Certificate>();
    for (byte[] der : encoded) {
      anchors.add(anchor(file, der));
    }
    return List.copyOf(anchors);
  }

  /** A certificate that may not issue others can be no anchor. */
  static void requireCa(X509Certificate certificate) {
    boolean @Nullable [] usage = certificate.getKeyUsage();
    boolean mayIssue = usage == null || usage[KEY_CERT_SIGN];
    if (certificate.getBasicConstraints() < 0 || !mayIssue) {
      throw new IllegalArgumentException(
          certificate.getSubjectX500Principal().getName()
              + " is not the certificate of a CA; give the one that it was issued by");
    }
  }

  private static byte[] contentOf(Path file) throws TrustAnchorException {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new TrustAnchorException(file + " is too large to be a certificate");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new TrustAnchorException(file + " does not exist", e);
    } catch (TrustAnchorException e) {
      throw e;
    } catch (IOException e) {
      throw new TrustAnchorException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<byte[]> encodedCertificates(Path file, byte[] content)
      throws TrustAnchorException {
    String text = new String(content, ISO_8859_1);
    if (!text.contains("-----BEGIN ")) {
      return List.of(content);
    }
    var encoded = new ArrayList<byte[]>();
    Matcher matcher = PEM.matcher(text);
    while (matcher.find()) {
      encoded.add(decoded(file, matcher.group(1)));
    }
    if (encoded.isEmpty()) {
      throw new TrustAnchorException(
          text.contains("PRIVATE KEY-----")
              ? file + " holds a private key, and no certificate"
              : file + " is PEM, and holds no certificate");
    }
    return encoded;
  }

  private static byte[] decoded(Path file, String base64) throws TrustAnchorException {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new TrustAnchorException(file + " holds a certificate that is not base64", e);
    }
  }

  private static X509Certificate anchor(Path file, byte[] der) throws TrustAnchorException {
    try {
      X509Certificate certificate = Certificates.parse(der, 0);
      requireCa(certificate);
      return certificate;
    } catch (CertificateException e) {
      throw new TrustAnchorException(file + " is no certificate in PEM or DER", e);
    } catch (IllegalArgumentException e) {
      throw new TrustAnchorException(file + ": " + e.getMessage(), e);
    }
  }
}
