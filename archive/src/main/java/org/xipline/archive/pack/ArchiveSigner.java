package org.xipline.archive.pack;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Makes the two signatures of an archive, both over the checksum of its table of contents: RSA with
 * PKCS#1 v1.5 padding, the checksum itself being the digest; and detached CMS, the checksum being
 * the content. The same checksum gives the same bytes, a timestamp aside.
 */
final class ArchiveSigner {
  private final SigningIdentity signer;
  private final ChecksumStyle style;
  private final Instant signedAt;

  ArchiveSigner(SigningIdentity signer, ChecksumStyle style, Instant signedAt) {
    this.signer = signer;
    this.style = style;
    this.signedAt = signedAt;
  }

  /** RSA over these bytes, taken for a digest. */
  byte[] rsaOver(byte[] digest) {
    try {
      var info = new DigestInfo(new AlgorithmIdentifier(style.oid(), DERNull.INSTANCE), digest);
      // The cipher pads as a signature does when its key is private.
      var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, signer.key());
      return cipher.doFinal(info.getEncoded(ASN1Encoding.DER));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot sign with " + signer.key().getAlgorithm(), e);
    }
  }

  /** DER, with the chain in it, and the three signed attributes that Apple's have. */
  byte[] cmsOver(byte[] checksum) {
    try {
      return signed(checksum).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("what was made cannot be encoded", e);
    }
  }

  /** The same, with a timestamp over the signature. */
  byte[] stampedCmsOver(byte[] checksum, TimestampAuthority authority) throws IOException {
    CMSSignedData signed = signed(checksum);
    SignerInformation info = signed.getSignerInfos().getSigners().iterator().next();
    ASN1Primitive token = ASN1Primitive.fromByteArray(authority.stamp(info.getSignature()));
    var stamp = attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, token);
    var stamped =
        SignerInformation.replaceUnsignedAttributes(info, new AttributeTable(new DERSet(stamp)));
    // The token's certificates stay as they are.
    return CMSSignedData.replaceSigners(signed, new SignerInformationStore(stamped))
        .getEncoded(ASN1Encoding.DL);
  }

  private CMSSignedData signed(byte[] checksum) {
    try {
      var generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .setSignedAttributeGenerator(this::signedAttributes)
              .build(contentSigner(signer.key()), signer.leaf()));
      generator.addCertificates(new JcaCertStore(signer.chain()));
      return generator.generate(new CMSProcessableByteArray(checksum), false);
    } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
      throw new IllegalStateException("cannot sign with " + signer.key().getAlgorithm(), e);
    }
  }

  private ContentSigner contentSigner(PrivateKey key) throws OperatorCreationException {
    return new JcaContentSignerBuilder(style.signatureAlgorithm()).build(key);
  }

  private AttributeTable signedAttributes(Map<?, ?> parameters) {
    var attributes = new ASN1EncodableVector();
    attributes.add(attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data));
    attributes.add(attribute(CMSAttributes.signingTime, new Time(Date.from(signedAt))));
    attributes.add(
        attribute(
            CMSAttributes.messageDigest,
            new DEROctetString((byte[]) parameters.get(CMSAttributeTableGenerator.DIGEST))));
    return new AttributeTable(attributes);
  }

  private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new Attribute(type, new DERSet(value));
  }
}
