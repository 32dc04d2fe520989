package org.xipline.archive.pack;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Keys and certificates in PEM. */
final class PemFiles {

  private PemFiles() {}

  /** The first private key in the file; what else is there is passed over. */
  static PrivateKey readPrivateKey(Path file) throws IOException {
    for (Object object : readAll(file)) {
      switch (object) {
        case PrivateKeyInfo key -> {
          return convert(key, file);
        }
        case PEMKeyPair pair -> {
          return convert(pair.getPrivateKeyInfo(), file);
        }
        case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ ->
            throw new PackException(
                "the key in %s is encrypted; decrypt it first, with: openssl pkey".formatted(file));
        default -> {}
      }
    }
    throw new PackException("there is no private key in %s".formatted(file));
  }

  /** All certificates in the file, at least one. */
  static List<X509Certificate> readCertificates(Path file) throws IOException {
    var certificates = new ArrayList<X509Certificate>();
    for (Object object : readAll(file)) {
      if (object instanceof X509CertificateHolder holder) {
        certificates.add(convert(holder, file));
      }
    }
    if (certificates.isEmpty()) {
      throw new PackException("there is no certificate in %s".formatted(file));
    }
    return certificates;
  }

  private static List<Object> readAll(Path file) throws IOException {
    try (var parser = new PEMParser(Files.newBufferedReader(file))) {
      var objects = new ArrayList<>();
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        objects.add(object);
      }
      return objects;
    } catch (PEMException | CharacterCodingException e) {
      throw new PackException("%s is not PEM, or is damaged".formatted(file), e);
    }
  }

  private static PrivateKey convert(PrivateKeyInfo key, Path file) throws PackException {
    if (!key.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      throw new PackException("the key in %s is not RSA; a XIP is signed with RSA".formatted(file));
    }
    try {
      return new JcaPEMKeyConverter().getPrivateKey(key);
    } catch (PEMException e) {
      throw new PackException("the key in %s is damaged".formatted(file), e);
    }
  }

  private static X509Certificate convert(X509CertificateHolder certificate, Path file)
      throws PackException {
    try {
      return new JcaX509CertificateConverter().getCertificate(certificate);
    } catch (CertificateException e) {
      throw new PackException("a certificate in %s is damaged".formatted(file), e);
    }
  }
}
