package org.xipline.archive.signature;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/** Reads certificate revocation lists from files, as CAs publish them. */
public final class RevocationLists {
  private static final long MAX_FILE_BYTES = 64L << 20;
  private static final String DELTA = "2.5.29.27";
  private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";

  private RevocationLists() {}

  /**
   * Reads the lists of all these files: PEM with one or more, or one in DER.
   *
   * @throws TrustAnchorException naming the file and what is wrong with it
   */
  public static List<X509CRL> read(Collection<Path> files) throws TrustAnchorException {
    var lists = new ArrayList<X509CRL>();
    for (Path file : files) {
      for (byte[] der : PemOrDer.read(file, "revocation list", "X509 CRL", MAX_FILE_BYTES)) {
        lists.add(list(file, der));
      }
    }
    return List.copyOf(lists);
  }

  /**
   * Reads one in DER.
   *
   * @throws CRLException if it is none, or a part of one
   */
  public static X509CRL parse(byte[] der) throws CRLException {
    try {
      var list =
          (X509CRL)
              CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
      requireComplete(list);
      return list;
    } catch (CertificateException | IllegalArgumentException e) {
      throw new CRLException(e.getMessage(), e);
    }
  }

  /** A list that only says what changed, or that speaks for other issuers, is not understood. */
  static void requireComplete(X509CRL list) {
    byte @Nullable [] point = list.getExtensionValue(ISSUING_DISTRIBUTION_POINT);
    if (list.getExtensionValue(DELTA) != null || (point != null && isIndirect(point))) {
      throw new IllegalArgumentException(
          "the revocation list of %s is a delta or indirect one; give the complete one"
              .formatted(list.getIssuerX500Principal().getName()));
    }
  }

  private static boolean isIndirect(byte[] extension) {
    byte[] value = ASN1OctetString.getInstance(extension).getOctets();
    return IssuingDistributionPoint.getInstance(value).isIndirectCRL();
  }

  private static X509CRL list(Path file, byte[] der) throws TrustAnchorException {
    try {
      return parse(der);
    } catch (CRLException e) {
      throw new TrustAnchorException(
          file + " is no revocation list in PEM or DER: " + e.getMessage(), e);
    }
  }
}
