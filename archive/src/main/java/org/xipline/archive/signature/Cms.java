package org.xipline.archive.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.util.Store;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.DigestAlgorithm;

/** What the signature's CMS object and the timestamp's have in common. */
final class Cms {
  private static final int MAX_CERTIFICATES = 16;

  /** Something that BouncyCastle does with bytes that may be hostile. */
  interface Step<T> {
    T run() throws Exception;
  }

  private Cms() {}

  /**
   * Runs a step of BouncyCastle's. At malformed input it throws checked exceptions of a dozen types
   * and unchecked ones beside; all of them mean that the signature is not one.
   */
  static <T> T guarded(String what, Step<T> step) throws ArchiveRejectedException {
    try {
      return step.run();
    } catch (ArchiveRejectedException e) {
      throw e;
    } catch (Exception e) {
      throw Refused.invalid(what + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The one object in a reserved area, whose rest must be zero. */
  static ASN1Primitive onlyObject(byte[] area) throws IOException {
    var bytes = new ByteArrayInputStream(area);
    // Not the array's constructor: that one demands that nothing stands behind the object.
    @Nullable ASN1Primitive object = new ASN1InputStream(bytes, area.length).readObject();
    if (object == null) {
      throw Refused.invalid("the CMS signature is empty");
    }
    for (int padding = bytes.read(); padding >= 0; padding = bytes.read()) {
      if (padding != 0) {
        throw Refused.invalid("something stands in the padding behind the CMS signature");
      }
    }
    return object;
  }

  /**
   * What checks a signer's signature: the JDK's providers. BouncyCastle's alone knows PSS by the
   * name that is asked for; to load it takes longer than to verify an archive.
   */
  static JcaSimpleSignerInfoVerifierBuilder verifier(SignerInformation signer) {
    var builder = new JcaSimpleSignerInfoVerifierBuilder();
    return signer.getEncryptionAlgOID().equals(PKCSObjectIdentifiers.id_RSASSA_PSS.getId())
        ? builder.setProvider(BouncyCastle.PROVIDER)
        : builder;
  }

  private static final class BouncyCastle {
    /** An instance: the JVM's list of providers stays as it is. */
    static final Provider PROVIDER = new BouncyCastleProvider();
  }

  /** One who signed, and no other. */
  static SignerInformation onlySigner(CMSSignedData signed, String what)
      throws ArchiveRejectedException {
    Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
    if (signers.size() != 1) {
      throw Refused.invalid(
          "%s has %d signers; it must have exactly one".formatted(what, signers.size()));
    }
    return signers.iterator().next();
  }

  static List<X509Certificate> certificates(Store<X509CertificateHolder> store) throws IOException {
    Collection<X509CertificateHolder> holders = store.getMatches(null);
    if (holders.size() > MAX_CERTIFICATES) {
      throw Refused.invalid("a CMS object holds more than " + MAX_CERTIFICATES + " certificates");
    }
    var encoded = new ArrayList<byte[]>();
    for (X509CertificateHolder holder : holders) {
      encoded.add(holder.getEncoded());
    }
    return Certificates.parse(encoded);
  }

  /** The signer's digest must be strong enough, and the one that its signature is made with. */
  static DigestAlgorithm requireAlgorithms(
      SignerInformation signer, DigestAlgorithm minimum, String what)
      throws ArchiveRejectedException {
    DigestAlgorithm digest = KeyStrength.requireDigest(signer.getDigestAlgOID(), minimum, what);
    AlgorithmIdentifier signature = signer.toASN1Structure().getDigestEncryptionAlgorithm();
    if (signature.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return digest;
    }
    @Nullable AlgorithmIdentifier used =
        new DefaultDigestAlgorithmIdentifierFinder().find(signature);
    if (used == null || !used.getAlgorithm().getId().equals(digest.oid())) {
      throw Refused.invalid(
          what
              + "'s digest and signature algorithm do not go together: "
              + digest.jcaName()
              + " and "
              + signature.getAlgorithm().getId());
    }
    return digest;
  }
}
