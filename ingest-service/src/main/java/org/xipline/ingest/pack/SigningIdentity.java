package org.xipline.ingest.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who signs an archive.
 *
 * @param key RSA; belongs to the first certificate
 * @param chain leaf first, each issued by the next; what stands in the archive
 */
public record SigningIdentity(PrivateKey key, List<X509Certificate> chain) {

  public SigningIdentity {
    chain = List.copyOf(chain);
  }

  /**
   * Reads both from PEM files: the key as PKCS#8 or PKCS#1, not encrypted.
   *
   * @throws PackException if either is unusable, or they do not belong together
   */
  public static SigningIdentity read(Path keyPem, Path chainPem) throws IOException {
    throw new UnsupportedOperationException();
  }

  public X509Certificate leaf() {
    return chain.getFirst();
  }
}
