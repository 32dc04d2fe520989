package org.xipline.archive.signature;

import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads CA certificates to trust from files, as operators have them. */
public final class TrustAnchors {
  private static final long MAX_FILE_BYTES = 4 << 20;
  private static final int KEY_CERT_SIGN = 5;
  private static final String PEM_KINDS = "(X509 |TRUSTED )?CERTIFICATE";

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
    List<byte[]> encoded = PemOrDer.read(file, "certificate", PEM_KINDS, MAX_FILE_BYTES);
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
