package org.xipline.archive.pack;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Detached CMS without signed attributes, in BER, as Apple wrote it until 2021. */
final class DirectCms {

  private DirectCms() {}

  static byte[] over(byte[] checksum, SigningIdentity signer, ChecksumStyle style) {
    try {
      var generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .setDirectSignature(true)
              .build(
                  new JcaContentSignerBuilder(style.signatureAlgorithm()).build(signer.key()),
                  signer.leaf()));
      generator.addCertificates(new JcaCertStore(signer.chain()));
      return generator
          .generate(new CMSProcessableByteArray(checksum), false)
          .getEncoded(ASN1Encoding.BER);
    } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }
}
