package org.xipline.archive.verification;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.signature.SignatureBlock;
import org.xipline.archive.signature.SignatureVerifier;
import org.xipline.archive.signature.Signer;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.xar.ArchiveBytes;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.archive.xar.SignatureStyle;
import org.xipline.archive.xar.XarArchive;
import org.xipline.archive.xar.XarSignature;

/**
 * Archives with good signatures that are resources, since what a fuzzer learned of them must hold
 * the next time too. Their keys were thrown away when {@link SignedSeedWriter} had made them.
 *
 * @param stampedAt empty for the one without a timestamp
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record SignedSeed(
    DigestAlgorithm algorithm,
    byte[] checksum,
    List<SignatureBlock> blocks,
    Signer signer,
    VerificationPolicy policy,
    Optional<Instant> stampedAt) {

  static final int COUNT = 2;

  private static final List<SignedSeed> ALL =
      List.of(
          read(SignedSeedWriter.STAMPED, Optional.of(SignedSeedWriter.STAMPED_AT)),
          read(SignedSeedWriter.DIRECT, Optional.empty()));

  @Override
  public byte[] checksum() {
    return checksum.clone();
  }

  byte[] rsaValue() {
    return blocks.stream()
        .filter(block -> block.style() == SignatureStyle.RSA)
        .findFirst()
        .orElseThrow()
        .value();
  }

  static SignedSeed of(int number) {
    return ALL.get(Math.floorMod(number, COUNT));
  }

  private static SignedSeed read(String name, Optional<Instant> stampedAt) {
    try (InputStream resource = requireNonNull(SignedSeed.class.getResourceAsStream(name))) {
      Path file = Files.createTempFile("signed-", ".xar");
      Files.write(file, resource.readAllBytes());
      try (ArchiveBytes bytes = ArchiveBytes.open(file)) {
        return of(XarArchive.read(bytes, ArchiveLimits.DEFAULT), stampedAt);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SignedSeed of(XarArchive xar, Optional<Instant> stampedAt) throws IOException {
    List<SignatureBlock> blocks = new ArrayList<>();
    for (XarSignature signature : xar.toc().signatures()) {
      blocks.add(
          new SignatureBlock(signature.style(), xar.valueOf(signature), signature.certificates()));
    }
    VerificationPolicy policy =
        VerificationPolicy.trusting(
                List.of(certificate(blocks.getFirst().certificates().getLast())))
            .withAt(ArchiveFixture.SIGNED_AT);
    Signer signer =
        new SignatureVerifier(policy)
            .check(xar.tocDigestAlgorithm(), xar.tocChecksum(), blocks)
            .signer();
    return new SignedSeed(
        xar.tocDigestAlgorithm(), xar.tocChecksum(), blocks, signer, policy, stampedAt);
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalStateException("the resource holds no certificate", e);
    }
  }
}
