package org.xipline.archive.signature;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.xipline.archive.model.ArchiveRejectedException;

/** Reads certificates. */
final class Certificates {
  private static final int SEQUENCE = 0x30;

  /** Archives of 2010 and 2011 have a byte 0xFF behind each. */
  private static final int MAX_JUNK_BYTES = 2;

  private Certificates() {}

  /** Reads the certificates that stand beside a signature. */
  static List<X509Certificate> parse(List<byte[]> encoded) throws ArchiveRejectedException {
    var certificates = new ArrayList<X509Certificate>();
    for (byte[] der : encoded) {
      try {
        certificates.add(parse(der, MAX_JUNK_BYTES));
      } catch (CertificateException e) {
        throw Refused.invalid("a certificate of the signature cannot be read", e);
      }
    }
    return certificates;
  }

  /** Reads one certificate in DER, with no more than so many bytes behind it. */
  static X509Certificate parse(byte[] der, int maxJunkBytes) throws CertificateException {
    if (der.length == 0 || der[0] != SEQUENCE) {
      throw new CertificateException("not a DER sequence");
    }
    var in = new ByteArrayInputStream(der);
    var certificate =
        (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    if (in.available() > maxJunkBytes) {
      throw new CertificateException(in.available() + " bytes stand behind the certificate");
    }
    return certificate;
  }
}
