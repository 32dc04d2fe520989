package org.xipline.archive.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
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
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a signer has at least one certificate");
    }
  }

  /**
   * Reads both from PEM files: the key as PKCS#8 or PKCS#1, not encrypted.
   *
   * @throws PackException if either is unusable, or they do not belong together
   */
  public static SigningIdentity read(Path keyPem, Path chainPem) throws IOException {
    PrivateKey key = PemFiles.readPrivateKey(keyPem);
    List<X509Certificate> chain = PemFiles.readCertificates(chainPem);
    requireMatch(key, chain.getFirst(), keyPem, chainPem);
    requireChain(chain, chainPem);
    return new SigningIdentity(key, chain);
  }

  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /** Bytes of each of its RSA signatures. */
  int signatureBytes() {
    return Math.ceilDiv(((RSAPublicKey) leaf().getPublicKey()).getModulus().bitLength(), Byte.SIZE);
  }

  private static void requireMatch(PrivateKey key, X509Certificate leaf, Path keyPem, Path chainPem)
      throws PackException {
    if (!(key instanceof RSAPrivateKey rsaKey
        && leaf.getPublicKey() instanceof RSAPublicKey publicKey
        && publicKey.getModulus().equals(rsaKey.getModulus()))) {
      throw new PackException(
          "the key in %s is not that of the first certificate in %s (%s); the leaf comes first"
              .formatted(keyPem, chainPem, leaf.getSubjectX500Principal()));
    }
  }

  private static void requireChain(List<X509Certificate> chain, Path chainPem)
      throws PackException {
    for (int i = 0; i + 1 < chain.size(); i++) {
      X509Certificate subject = chain.get(i);
      X509Certificate issuer = chain.get(i + 1);
      try {
        subject.verify(issuer.getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new PackException(
            "in %s, certificate %d (%s) is not issued by the one after it (%s)"
                .formatted(
                    chainPem,
                    i + 1,
                    subject.getSubjectX500Principal(),
                    issuer.getSubjectX500Principal()),
            e);
      }
    }
  }
}
