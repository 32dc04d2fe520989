package org.xipline.archive.verification;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.xipline.archive.pack.SigningIdentity;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.xar.DigestAlgorithm;

/**
 * Puts another CMS signature in the place of an archive's own: good ones that the fixture does not
 * make, such as those with a timestamp, and all kinds of bad ones. Use it as the last change to an
 * archive, of which the CMS signature is the last thing before the files.
 */
final class ForgedCms {
  private static final int HEADER_BYTES = 28;
  private static final int RSA_BYTES = 256;
  private static final int CMS_BYTES = 9216;
  private static final String POLICY = "1.2.3.4.5.6";

  private final SigningIdentity signer;
  private String algorithm = "SHA256withRSA";
  private int signers = 1;
  private boolean attached;
  private UnaryOperator<byte[]> content = UnaryOperator.identity();
  private Optional<SigningIdentity> authority = Optional.empty();
  private Instant stampedAt = Instant.EPOCH;
  private int stamps = 1;
  private boolean stampBringsChain;
  private boolean usurped;
  private UnaryOperator<byte[]> stamped = UnaryOperator.identity();
  private int junkAt = -1;
  private int rsaBytes = RSA_BYTES;
  private boolean direct;
  private List<X509Certificate> others = List.of();

  private ForgedCms(SigningIdentity signer) {
    this.signer = signer;
  }

  static ForgedCms by(SigningIdentity signer) {
    return new ForgedCms(signer);
  }

  ForgedCms algorithm(String name) {
    this.algorithm = name;
    return this;
  }

  ForgedCms signers(int count) {
    this.signers = count;
    return this;
  }

  ForgedCms attached() {
    this.attached = true;
    return this;
  }

  /** Signs something else than the checksum. */
  ForgedCms over(UnaryOperator<byte[]> other) {
    this.content = other;
    return this;
  }

  ForgedCms stampedBy(SigningIdentity timestampAuthority, Instant at) {
    this.authority = Optional.of(timestampAuthority);
    this.stampedAt = at;
    return this;
  }

  /** The stamp is by one that may not make any. */
  ForgedCms usurped() {
    this.usurped = true;
    return this;
  }

  ForgedCms stampBringsChain() {
    this.stampBringsChain = true;
    return this;
  }

  ForgedCms stamps(int count) {
    this.stamps = count;
    return this;
  }

  /** Stamps something else than the signature. */
  ForgedCms stampOver(UnaryOperator<byte[]> other) {
    this.stamped = other;
    return this;
  }

  /** Puts a byte into the padding, counted from the end of the area. */
  ForgedCms junkBeforeEnd(int bytes) {
    this.junkAt = CMS_BYTES - bytes;
    return this;
  }

  /** Puts more certificates into it. */
  ForgedCms bringing(List<X509Certificate> others) {
    this.others = others;
    return this;
  }

  /** For an archive that has no RSA signature. */
  ForgedCms withoutRsa() {
    this.rsaBytes = 0;
    return this;
  }

  /** Without signed attributes. */
  ForgedCms direct() {
    this.direct = true;
    return this;
  }

  /** The change to an archive with a 32-byte checksum. */
  UnaryOperator<byte[]> inPlace() {
    return archive -> {
      int heap = HEADER_BYTES + (int) ByteBuffer.wrap(archive).getLong(8);
      byte[] checksum = Arrays.copyOfRange(archive, heap, heap + 32);
      byte[] area = Arrays.copyOf(encoded(checksum), CMS_BYTES);
      if (junkAt >= 0) {
        area[junkAt] = 1;
      }
      byte[] forged = archive.clone();
      System.arraycopy(area, 0, forged, heap + 32 + rsaBytes, CMS_BYTES);
      return forged;
    };
  }

  private byte[] encoded(byte[] checksum) {
    try {
      var generator = new CMSSignedDataGenerator();
      for (int i = 0; i < signers; i++) {
        generator.addSignerInfoGenerator(
            new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .setDirectSignature(direct)
                .build(
                    new JcaContentSignerBuilder(algorithm)
                        .setProvider(CertificateForge.PROVIDER)
                        .build(signer.key()),
                    signer.leaf()));
      }
      generator.addCertificates(new JcaCertStore(signer.chain()));
      generator.addCertificates(new JcaCertStore(others));
      CMSSignedData signed =
          generator.generate(new CMSProcessableByteArray(content.apply(checksum)), attached);
      return stamped(signed).getEncoded(ASN1Encoding.BER);
    } catch (Exception e) {
      throw new IllegalStateException("cannot forge", e);
    }
  }

  private CMSSignedData stamped(CMSSignedData signed) throws Exception {
    if (authority.isEmpty()) {
      return signed;
    }
    SignerInformation info = signed.getSignerInfos().getSigners().iterator().next();
    var tokens = new ASN1EncodableVector();
    for (int i = 0; i < stamps; i++) {
      byte[] over = stamped.apply(info.getSignature());
      tokens.add(
          usurped
              ? resigned(token(over, TestPki.timestampAuthority(), i + 1), authority.get())
              : token(over, authority.get(), i + 1));
    }
    var attribute =
        new Attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, new DERSet(tokens));
    return CMSSignedData.replaceSigners(
        signed,
        new SignerInformationStore(
            SignerInformation.replaceUnsignedAttributes(
                info, new AttributeTable(new DERSet(attribute)))));
  }

  private ASN1Encodable token(byte[] signature, SigningIdentity by, int serial) throws Exception {
    var digests = new JcaDigestCalculatorProviderBuilder().build();
    var sha256 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.1"));
    var generator =
        new TimeStampTokenGenerator(
            new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withRSA", by.key(), by.leaf()),
            digests.get(sha256),
            new ASN1ObjectIdentifier(POLICY));
    generator.addCertificates(
        new JcaCertStore(stampBringsChain ? by.chain() : by.chain().subList(0, 1)));
    byte[] imprint = DigestAlgorithm.SHA_256.digest(signature);
    var requests = new TimeStampRequestGenerator();
    requests.setCertReq(true);
    TimeStampRequest request = requests.generate(sha256.getAlgorithm(), imprint);
    return generator
        .generate(request, BigInteger.valueOf(serial), Date.from(stampedAt))
        .toCMSSignedData()
        .toASN1Structure();
  }

  /** The statement of a good authority, under the signature of one that may not make it. */
  private ASN1Encodable resigned(ASN1Encodable token, SigningIdentity by) throws Exception {
    byte[] statement =
        (byte[]) new CMSSignedData(ContentInfo.getInstance(token)).getSignedContent().getContent();
    byte[] fingerprint = DigestAlgorithm.SHA_256.digest(by.leaf().getEncoded());
    var certificate = new SigningCertificateV2(new ESSCertIDv2(fingerprint));
    var attributes = new ASN1EncodableVector();
    attributes.add(
        new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(certificate)));
    attributes.add(
        new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(stampedAt)))));
    var generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setSignedAttributeGenerator(new AttributeTable(attributes))
            .build("SHA256withRSA", by.key(), by.leaf()));
    generator.addCertificates(new JcaCertStore(by.chain().subList(0, 1)));
    return generator
        .generate(new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, statement), true)
        .toASN1Structure();
  }
}
