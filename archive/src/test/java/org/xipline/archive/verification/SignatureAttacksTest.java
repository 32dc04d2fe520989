package org.xipline.archive.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.schemas.reason.RejectionReason.CERTIFICATE_EXPIRED;
import static org.xipline.schemas.reason.RejectionReason.CERTIFICATE_REVOKED;
import static org.xipline.schemas.reason.RejectionReason.SIGNATURE_INVALID;
import static org.xipline.schemas.reason.RejectionReason.SIGNER_UNTRUSTED;
import static org.xipline.schemas.reason.RejectionReason.WEAK_ALGORITHM;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveFixture.CmsForm;
import org.xipline.archive.pack.ChecksumStyle;
import org.xipline.archive.pack.SigningIdentity;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.signature.ExtendedKeyUsages;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.schemas.reason.RejectionReason;

/** Signatures that hold for something else, or by someone else, or at another time. */
class SignatureAttacksTest {
  private static final Instant NOW = ArchiveFixture.SIGNED_AT;
  private static final Instant IN_2020 = Instant.parse("2020-06-01T00:00:00Z");
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

  private static final SigningIdentity TSA = leafFor(TestPki.root(), TIME_STAMPING);

  @TempDir private Path folder;

  @Test
  void shouldRefuseABrokenRsaSignature() throws IOException {
    assertRefused(archive().tamperArchive(flip(32 + 100)), SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseABrokenCmsSignatureBesideAGoodRsaSignature() throws IOException {
    var archive = archive().tamperArchive(ForgedCms.by(leaf()).over(_ -> new byte[32]).inPlace());
    assertRefused(archive, SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseTwoSigners() throws IOException {
    assertRefused(archive().cmsSigner(TestPki.otherLeaf()), SIGNATURE_INVALID);
    assertRefused(forged(ForgedCms.by(leaf()).signers(2)), SIGNATURE_INVALID);
    assertRefused(forged(ForgedCms.by(leaf()).signers(0)), SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseContentInsideTheCmsSignature() throws IOException {
    assertRefused(forged(ForgedCms.by(leaf()).attached()), SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseAnythingInThePadding() throws IOException {
    assertAccepted(forged(ForgedCms.by(leaf())), policy());
    assertRefused(forged(ForgedCms.by(leaf()).junkBeforeEnd(1)), SIGNATURE_INVALID);
  }

  @Test
  void shouldJudgeTheCmsDigestByItself() throws IOException {
    assertAccepted(forged(ForgedCms.by(leaf()).algorithm("SHA512withRSA")), policy());
    assertAccepted(forged(ForgedCms.by(leaf()).algorithm("SHA1withRSA")), policy());
    assertRefused(
        forged(ForgedCms.by(leaf()).algorithm("SHA1withRSA")),
        policy().withMinimumDigest(DigestAlgorithm.SHA_256),
        WEAK_ALGORITHM);
    assertRefused(forged(ForgedCms.by(leaf()).algorithm("MD5withRSA")), WEAK_ALGORITHM);
  }

  @Test
  void shouldRefuseADigestBelowTheMinimum() throws IOException {
    VerificationPolicy strict = policy().withMinimumDigest(DigestAlgorithm.SHA_256);
    assertAccepted(archive(), strict);
    assertRefused(archive().checksum(ChecksumStyle.SHA_1), strict, WEAK_ALGORITHM);
  }

  @Test
  void shouldRefuseCmsThatIsNone() throws IOException {
    int cmsAt = 32 + 256;
    for (int at = 0; at < 12; at++) {
      assertRefused(archive().tamperArchive(flip(cmsAt + at)), SIGNATURE_INVALID);
    }
    assertRefused(archive().tamperArchive(zeros(cmsAt, 9216)), SIGNATURE_INVALID);
    assertRefused(
        archive().tamperArchive(fill(cmsAt, 9216, new byte[] {0x30, (byte) 0x80})),
        SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseAStrangersSignature() throws IOException {
    assertRefused(archive().signer(TestPki.foreignLeaf()), SIGNER_UNTRUSTED);
  }

  @Test
  void shouldRefuseAForeignRootOfTheSameName() throws IOException {
    SigningIdentity namesake =
        TestPki.root("xipline test root", Instant.EPOCH, Instant.parse("2050-01-01T00:00:00Z"));
    assertRefused(
        archive().signer(leafFor(namesake, TestPki.SOFTWARE_UPDATE_EKU)), SIGNER_UNTRUSTED);
  }

  @Test
  void shouldRefuseALeafIssuedByALeaf() throws IOException {
    assertRefused(archive().signer(leafFor(leaf(), TestPki.SOFTWARE_UPDATE_EKU)), SIGNER_UNTRUSTED);
  }

  @Test
  void shouldRefuseACertificateForSomethingElse() throws IOException {
    var archive = archive().signer(leafFor(TestPki.root(), SERVER_AUTHENTICATION));
    assertRefused(archive, SIGNER_UNTRUSTED);
    assertAccepted(
        archive,
        policy().withExtendedKeyUsages(ExtendedKeyUsages.requiring(Set.of(SERVER_AUTHENTICATION))));
  }

  @Test
  void shouldRefuseAnExpiredSigner() throws IOException {
    var archive = archive().signer(TestPki.expiredLeaf());
    assertRefused(archive, CERTIFICATE_EXPIRED);
    assertAccepted(archive, policy().withAt(IN_2020));
  }

  @Test
  void shouldRefuseAnExpiredAnchor() throws IOException {
    SigningIdentity root =
        TestPki.root("old root", Instant.EPOCH, Instant.parse("2021-01-01T00:00:00Z"));
    var archive = archive().signer(leafFor(root, TestPki.SOFTWARE_UPDATE_EKU));
    VerificationPolicy trusting = VerificationPolicy.trusting(List.of(root.leaf()));
    assertRefused(archive, trusting.withAt(NOW), CERTIFICATE_EXPIRED);
    assertAccepted(archive, trusting.withAt(IN_2020));
  }

  @Test
  void shouldBelieveATimestampThatAnExpiredSignerWasValid() throws IOException {
    assertAccepted(expiredAndStamped(TSA, IN_2020), policy());
  }

  @Test
  void shouldRefuseATimestampAfterExpiry() throws IOException {
    var late = Instant.parse("2022-01-01T00:00:00Z");
    assertRefused(expiredAndStamped(TSA, late), CERTIFICATE_EXPIRED);
  }

  @Test
  void shouldRefuseATimestampOverAnotherSignature() throws IOException {
    var forged = ForgedCms.by(leaf()).stampedBy(TSA, IN_2020).stampOver(_ -> new byte[] {1, 2, 3});
    assertRefused(forged(forged), SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseAStrangersTimestampEvenWhereNobodyNeedsIt() throws IOException {
    SigningIdentity stranger = leafFor(TestPki.foreignRoot(), TIME_STAMPING);
    assertRefused(forged(ForgedCms.by(leaf()).stampedBy(stranger, IN_2020)), SIGNER_UNTRUSTED);
  }

  @Test
  void shouldRefuseATimestampOfTheFuture() throws IOException {
    assertRefused(
        forged(ForgedCms.by(leaf()).stampedBy(TSA, NOW.plusSeconds(3600))), SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseTwoTimestamps() throws IOException {
    assertRefused(
        forged(ForgedCms.by(leaf()).stampedBy(TSA, IN_2020).stamps(2)), SIGNATURE_INVALID);
  }

  @Test
  void shouldBelieveATimestampOnASignatureWithoutSignedAttributes() throws IOException {
    ForgedCms direct = ForgedCms.by(TestPki.expiredLeaf()).direct().stampedBy(TSA, IN_2020);
    assertAccepted(
        archive().signer(TestPki.expiredLeaf()).tamperArchive(direct.inPlace()), policy());
  }

  @Test
  void shouldRefuseATimestampByOneWhoseTimeWasOver() throws IOException {
    SigningIdentity brief =
        authority("CN=tsa")
            .valid("2019-01-01T00:00:00Z", "2020-02-01T00:00:00Z")
            .issuedBy(TestPki.root());
    assertAccepted(
        forged(ForgedCms.by(leaf()).stampedBy(brief, Instant.parse("2020-01-31T00:00:00Z"))),
        policy());
    assertRefused(forged(ForgedCms.by(leaf()).stampedBy(brief, IN_2020)), CERTIFICATE_EXPIRED);
  }

  @Test
  void shouldRefuseATimestampUnderAnIssuerWhoseTimeWasOver() throws IOException {
    SigningIdentity issuer =
        CertificateForge.authority("CN=tsa issuer")
            .valid("2020-01-01T00:00:00Z", "2020-02-01T00:00:00Z")
            .issuedBy(TestPki.root());
    SigningIdentity authority = authority("CN=tsa").issuedBy(issuer);
    assertRefused(
        forged(ForgedCms.by(leaf()).stampedBy(authority, IN_2020).stampBringsChain()),
        CERTIFICATE_EXPIRED);
    assertAccepted(
        forged(
            ForgedCms.by(leaf())
                .stampedBy(authority, Instant.parse("2020-01-31T00:00:00Z"))
                .stampBringsChain()),
        policy());
  }

  @Test
  void shouldRefuseATimestampByOneWhoIsForMoreThanThat() throws IOException {
    SigningIdentity both =
        CertificateForge.leaf("CN=tsa")
            .use(true, TIME_STAMPING, "1.3.6.1.5.5.7.3.3")
            .issuedBy(TestPki.root());
    SigningIdentity casual =
        CertificateForge.leaf("CN=tsa").use(false, TIME_STAMPING).issuedBy(TestPki.root());
    for (SigningIdentity authority : List.of(both, casual)) {
      assertRefused(
          forged(ForgedCms.by(leaf()).stampedBy(authority, IN_2020).usurped()), SIGNER_UNTRUSTED);
    }
  }

  @Test
  void shouldLookUpTimestampingAuthoritiesInRevocationLists() throws Exception {
    var stamped = forged(ForgedCms.by(leaf()).stampedBy(TSA, IN_2020));
    assertRefused(
        stamped, revoking(TSA, IN_2020.minusSeconds(1), TestPki.root()), CERTIFICATE_REVOKED);
    assertAccepted(stamped, revoking(TSA, IN_2020.plusSeconds(1), TestPki.root()));
  }

  private static CertificateForge authority(String name) {
    return CertificateForge.leaf(name).use(true, TIME_STAMPING);
  }

  @Test
  void shouldSayWhenTheSignatureWasStamped() throws IOException {
    Path file = forged(ForgedCms.by(leaf()).stampedBy(TSA, IN_2020)).writeTo(folder.resolve("a"));
    Verification verification = new ArchiveVerifier(policy(), ArchiveLimits.DEFAULT).verify(file);
    assertThat(verification)
        .isInstanceOfSatisfying(
            Verification.Trusted.class,
            trusted -> assertThat(trusted.archive().signedAt()).contains(IN_2020));
    ((Verification.Trusted) verification).archive().close();
  }

  @Test
  void shouldRefuseARevokedSigner() throws Exception {
    var archive = archive();
    assertRefused(archive, revoking(leaf(), IN_2020, TestPki.intermediate()), CERTIFICATE_REVOKED);
    assertAccepted(archive, revoking(leaf(), NOW.plusSeconds(1), TestPki.intermediate()));
    assertAccepted(archive, revoking(TestPki.otherLeaf(), IN_2020, TestPki.intermediate()));
    assertRefused(
        archive, revoking(TestPki.intermediate(), IN_2020, TestPki.root()), CERTIFICATE_REVOKED);
  }

  @Test
  void shouldBelieveWhatAnOldListNamesAndNotThatItNamesAll() throws Exception {
    Instant ended = NOW.minusSeconds(1);
    SigningIdentity issuer = TestPki.intermediate();
    VerificationPolicy naming = policy().withCrls(List.of(list(leaf(), IN_2020, issuer, ended)));
    VerificationPolicy silent =
        policy().withCrls(List.of(list(TestPki.otherLeaf(), IN_2020, issuer, ended)));
    VerificationPolicy renewed =
        policy()
            .withCrls(
                List.of(
                    list(TestPki.otherLeaf(), IN_2020, issuer, ended),
                    list(TestPki.otherLeaf(), IN_2020, issuer, NOW.plusSeconds(1))));
    assertRefused(archive(), naming, CERTIFICATE_REVOKED);
    assertRefused(archive(), silent, SIGNER_UNTRUSTED);
    assertAccepted(archive(), renewed);
  }

  @Test
  void shouldCountATheftFromWhenItHappened() throws Exception {
    var stolen = new ExtensionsGenerator();
    stolen.addExtension(
        Extension.invalidityDate, false, new ASN1GeneralizedTime(Date.from(NOW.minusSeconds(9))));
    var builder = new JcaX509v2CRLBuilder(TestPki.intermediate().leaf(), Date.from(NOW));
    builder.addCRLEntry(
        leaf().leaf().getSerialNumber(), Date.from(NOW.plusSeconds(3600)), stolen.generate());
    X509CRL list = signed(builder, TestPki.intermediate());
    assertRefused(archive(), policy().withCrls(List.of(list)), CERTIFICATE_REVOKED);
    assertAccepted(archive(), policy().withCrls(List.of(list)).withAt(NOW.minusSeconds(10)));
  }

  @Test
  void shouldIgnoreARevocationListByAnyoneElse() throws Exception {
    SigningIdentity namesake =
        TestPki.root(
            "xipline test intermediate", Instant.EPOCH, Instant.parse("2050-01-01T00:00:00Z"));
    assertAccepted(archive(), revoking(leaf(), IN_2020, namesake));
  }

  @Test
  void shouldRefuseChangedOrMissingCertificates() throws IOException {
    assertRefused(
        archive().editToc(toc -> toc.replaceAll("(?s)<X509Certificate>.*?</X509Certificate>", "")),
        SIGNATURE_INVALID);
    assertRefused(
        archive()
            .editToc(toc -> toc.replaceFirst("(?s)<X509Certificate>.*?</X509Certificate>", "")),
        SIGNATURE_INVALID);
    assertRefused(
        archive()
            .editToc(
                toc -> toc.replaceFirst("(?s)<X509Certificate>.*?<", "<X509Certificate>AAAA<")),
        SIGNATURE_INVALID);
  }

  @Test
  void shouldAcceptAByteOfJunkBehindACertificateAsOldArchivesHaveIt() throws IOException {
    assertAccepted(archive().editToc(toc -> junkBehindCertificates(toc, 1)), policy());
    assertRefused(archive().editToc(toc -> junkBehindCertificates(toc, 3)), SIGNATURE_INVALID);
  }

  private static String junkBehindCertificates(String toc, int count) {
    return Pattern.compile("(?s)(<X509Certificate>)(.*?)(</X509Certificate>)")
        .matcher(toc)
        .replaceAll(match -> {
          byte[] der = Base64.getMimeDecoder().decode(match.group(2));
          byte[] longer = Arrays.copyOf(der, der.length + count);
          Arrays.fill(longer, der.length, longer.length, (byte) 0xff);
          return match.group(1) + Base64.getEncoder().encodeToString(longer) + match.group(3);
        });
  }

  private static VerificationPolicy revoking(
      SigningIdentity revoked, Instant at, SigningIdentity issuer) throws Exception {
    return policy().withCrls(List.of(list(revoked, at, issuer, NOW.plusSeconds(3600))));
  }

  private static X509CRL list(
      SigningIdentity revoked, Instant at, SigningIdentity issuer, Instant nextUpdate)
      throws Exception {
    var builder = new JcaX509v2CRLBuilder(issuer.leaf(), Date.from(IN_2020));
    builder.setNextUpdate(Date.from(nextUpdate));
    builder.addCRLEntry(
        revoked.leaf().getSerialNumber(), Date.from(at), CRLReason.cessationOfOperation);
    return signed(builder, issuer);
  }

  private static X509CRL signed(X509v2CRLBuilder builder, SigningIdentity issuer) throws Exception {
    return new JcaX509CRLConverter()
        .getCRL(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(issuer.key())));
  }

  private static ArchiveFixture expiredAndStamped(SigningIdentity authority, Instant at) {
    return archive()
        .signer(TestPki.expiredLeaf())
        .tamperArchive(ForgedCms.by(TestPki.expiredLeaf()).stampedBy(authority, at).inPlace());
  }

  private static ArchiveFixture forged(ForgedCms cms) {
    return archive().cms(CmsForm.SIGNED_ATTRIBUTES).tamperArchive(cms.inPlace());
  }

  private static ArchiveFixture archive() {
    return ArchiveFixture.create().file("T-42.json", "{}");
  }

  private static SigningIdentity leaf() {
    return TestPki.leaf();
  }

  private static SigningIdentity leafFor(SigningIdentity issuer, String use) {
    return TestPki.leaf(
        "leaf for " + use, issuer, Instant.EPOCH, Instant.parse("2050-01-01T00:00:00Z"), use);
  }

  private static VerificationPolicy policy() {
    return VerificationPolicy.trusting(List.of(TestPki.root().leaf())).withAt(NOW);
  }

  /** Flips a bit at this place in the heap. */
  private static UnaryOperator<byte[]> flip(int heapOffset) {
    return archive -> {
      byte[] changed = archive.clone();
      changed[heapOf(archive) + heapOffset] ^= 4;
      return changed;
    };
  }

  private static UnaryOperator<byte[]> zeros(int heapOffset, int count) {
    return fill(heapOffset, count, new byte[1]);
  }

  private static UnaryOperator<byte[]> fill(int heapOffset, int count, byte[] pattern) {
    return archive -> {
      byte[] changed = archive.clone();
      for (int i = 0; i < count; i++) {
        changed[heapOf(archive) + heapOffset + i] = pattern[i % pattern.length];
      }
      return changed;
    };
  }

  private static int heapOf(byte[] archive) {
    return 28 + (int) ByteBuffer.wrap(archive).getLong(8);
  }

  private void assertAccepted(ArchiveFixture archive, VerificationPolicy policy)
      throws IOException {
    Verdict verdict = Verdict.on(archive.writeTo(folder.resolve("a.xip")), policy);
    assertThat(verdict.rejection()).as(verdict.toString()).isEmpty();
  }

  private void assertRefused(ArchiveFixture archive, RejectionReason reason) throws IOException {
    assertRefused(archive, policy(), reason);
  }

  private void assertRefused(
      ArchiveFixture archive, VerificationPolicy policy, RejectionReason reason)
      throws IOException {
    Verdict verdict = Verdict.on(archive.writeTo(folder.resolve("a.xip")), policy);
    assertThat(verdict.rejection()).as(verdict.toString()).isEqualTo(Optional.of(reason));
  }
}
