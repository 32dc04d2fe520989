package org.xipline.archive.signature;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.DigestAlgorithm;

/**
 * The detached CMS signature over the checksum of the table of contents: BER or DER, with signed
 * attributes or without, zero-padded.
 *
 * @param certificates in no order
 * @param timestamp not yet trusted
 */
record CmsSignature(List<X509Certificate> certificates, Optional<Timestamp> timestamp) {
  private static final String WHAT = "the CMS signature";

  /**
   * Reads the signature and checks that it is one of this leaf's over this checksum. Whether anyone
   * trusts the leaf is not looked at; nor is the time that the signer claims.
   */
  static CmsSignature check(
      byte[] area, X509Certificate leaf, byte[] checksum, DigestAlgorithm minimum)
      throws ArchiveRejectedException {
    return Cms.guarded(
        WHAT,
        () -> {
          CMSSignedData signed = detached(area, checksum);
          SignerInformation signer = Cms.onlySigner(signed, WHAT);
          Cms.requireAlgorithms(signer, minimum, WHAT);
          requireSignedBy(leaf, signer);
          return new CmsSignature(
              Cms.certificates(signed.getCertificates()), timestampOf(signer, minimum));
        });
  }

  private static CMSSignedData detached(byte[] area, byte[] checksum) throws Exception {
    ContentInfo content = ContentInfo.getInstance(Cms.onlyObject(area));
    if (!content.getContentType().equals(CMSObjectIdentifiers.signedData)) {
      throw Refused.invalid(WHAT + " is a CMS object of another type");
    }
    ContentInfo inner = SignedData.getInstance(content.getContent()).getEncapContentInfo();
    if (inner.getContent() != null) {
      throw Refused.invalid(WHAT + " brings content of its own");
    }
    if (!inner.getContentType().equals(CMSObjectIdentifiers.data)) {
      throw Refused.invalid(WHAT + " is over something other than data");
    }
    return new CMSSignedData(new CMSProcessableByteArray(checksum), content);
  }

  private static void requireSignedBy(X509Certificate leaf, SignerInformation signer)
      throws Exception {
    if (!signer.getSID().match(new JcaX509CertificateHolder(leaf))) {
      throw Refused.invalid("the first certificate is not the one that " + WHAT + " names");
    }
    // With the key alone: given the certificate, the claimed signing time would be believed.
    if (!signer.verify(Cms.verifier(signer).build(leaf.getPublicKey()))) {
      throw Refused.invalid(WHAT + " is not one over this table of contents");
    }
  }

  private static Optional<Timestamp> timestampOf(SignerInformation signer, DigestAlgorithm minimum)
      throws Exception {
    @Nullable AttributeTable unsigned = signer.getUnsignedAttributes();
    if (unsigned == null) {
      return Optional.empty();
    }
    ASN1EncodableVector attributes =
        unsigned.getAll(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
    if (attributes.size() == 0) {
      return Optional.empty();
    }
    Attribute attribute = Attribute.getInstance(attributes.get(0));
    if (attributes.size() > 1 || attribute.getAttrValues().size() != 1) {
      throw Refused.invalid(WHAT + " has more than one timestamp, or an empty one");
    }
    ContentInfo token = ContentInfo.getInstance(attribute.getAttrValues().getObjectAt(0));
    return Optional.of(Timestamp.check(token, signer.getSignature(), minimum));
  }
}
