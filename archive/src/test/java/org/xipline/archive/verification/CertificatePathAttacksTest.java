package org.xipline.archive.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.schemas.reason.RejectionReason.CERTIFICATE_EXPIRED;
import static org.xipline.schemas.reason.RejectionReason.SIGNATURE_INVALID;
import static org.xipline.schemas.reason.RejectionReason.SIGNER_UNTRUSTED;
import static org.xipline.schemas.reason.RejectionReason.WEAK_ALGORITHM;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveFixture.RsaForm;
import org.xipline.archive.pack.SigningIdentity;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.signature.ExtendedKeyUsages;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.schemas.reason.RejectionReason;

/** Certificates that nearly are what they should be. */
class CertificatePathAttacksTest {
  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
  private static final String TIME_STAMPING = TestPki.TIME_STAMPING_EKU;
  private static final String ANY_USE = "2.5.29.37.0";

  private static final SigningIdentity ROOT = authority("CN=Root").selfSigned();
  private static final SigningIdentity ISSUER = authority("CN=Issuer").issuedBy(ROOT);

  @TempDir private Path folder;

  @Test
  void shouldJudgeWhatASignerSaysThatItIsFor() throws IOException {
    assertAccepted(leaf().issuedBy(ISSUER));
    assertAccepted(leaf().use(true, CODE_SIGNING, SERVER_AUTHENTICATION).issuedBy(ISSUER));
    assertAccepted(leaf().use(false, "1.2.840.113635.100.4.8").issuedBy(ISSUER));
    assertRefused(leaf().use(true, ANY_USE).issuedBy(ISSUER), SIGNER_UNTRUSTED);
    assertRefused(leaf().use(true, TIME_STAMPING).issuedBy(ISSUER), SIGNER_UNTRUSTED);
    assertRefused(leaf().use(true, "1.2.840.113635.100.40").issuedBy(ISSUER), SIGNER_UNTRUSTED);
  }

  @Test
  void shouldWantItSaidWhereThePolicyDoes() throws IOException {
    VerificationPolicy narrow =
        policy().withExtendedKeyUsages(ExtendedKeyUsages.requiring(Set.of(CODE_SIGNING)));
    assertThat(verdict(leaf().use(false, CODE_SIGNING).issuedBy(ISSUER), narrow)).isEmpty();
    assertThat(verdict(leaf().issuedBy(ISSUER), narrow)).contains(SIGNER_UNTRUSTED);
    assertThat(verdict(leaf().use(false, "1.2.840.113635.100.4.1").issuedBy(ISSUER), narrow))
        .contains(SIGNER_UNTRUSTED);
  }

  @Test
  void shouldJudgeWhatAnIssuerSaysThatItIsFor() throws IOException {
    assertAccepted(under(authority("CN=I").use(false, CODE_SIGNING)));
    assertAccepted(under(authority("CN=I").use(false, ANY_USE)));
    assertRefused(under(authority("CN=I").use(false, SERVER_AUTHENTICATION)), SIGNER_UNTRUSTED);
  }

  @Test
  void shouldJudgeTheKeyUsage() throws IOException {
    assertAccepted(leaf().withoutKeyUsage().issuedBy(ISSUER));
    assertAccepted(leaf().keyUsage(KeyUsage.nonRepudiation).issuedBy(ISSUER));
    assertRefused(leaf().keyUsage(KeyUsage.keyEncipherment).issuedBy(ISSUER), SIGNER_UNTRUSTED);
    assertRefused(under(authority("CN=I").keyUsage(KeyUsage.cRLSign)), SIGNER_UNTRUSTED);
  }

  @Test
  void shouldJudgeWhoMayIssue() throws IOException {
    assertRefused(under(authority("CN=I").withoutConstraints()), SIGNER_UNTRUSTED);
    assertRefused(
        under(CertificateForge.leaf("CN=I").keyUsage(KeyUsage.keyCertSign)), SIGNER_UNTRUSTED);
  }

  @Test
  void shouldHoldIssuersToTheirPathLength() throws IOException {
    SigningIdentity narrow = authority("CN=Narrow").pathLength(0).issuedBy(ROOT);
    SigningIdentity below = authority("CN=Below").issuedBy(narrow);
    assertAccepted(leaf().issuedBy(narrow));
    assertRefused(leaf().issuedBy(below), SIGNER_UNTRUSTED);
  }

  @Test
  void shouldHoldTheAnchorToItsPathLengthToo() throws IOException {
    SigningIdentity root = authority("CN=Narrow root").pathLength(0).selfSigned();
    SigningIdentity issuer = authority("CN=Below").issuedBy(root);
    assertThat(verdict(leaf().issuedBy(root), trusting(root))).isEmpty();
    assertThat(verdict(leaf().issuedBy(issuer), trusting(root))).contains(SIGNER_UNTRUSTED);
  }

  @Test
  void shouldHoldIssuersToTheNamesTheyMayCertify() throws IOException {
    var permitted = authority("CN=I").permitting("O=Contoso");
    var excluded = authority("CN=I").excluding("O=Contoso");
    SigningIdentity inside = permitted.issuedBy(ROOT);
    assertAccepted(CertificateForge.leaf("CN=s,O=Contoso").issuedBy(inside));
    assertRefused(CertificateForge.leaf("O=Contoso,CN=s").issuedBy(inside), SIGNER_UNTRUSTED);
    assertRefused(CertificateForge.leaf("CN=s,O=Fabrikam").issuedBy(inside), SIGNER_UNTRUSTED);
    assertRefused(
        CertificateForge.leaf("CN=s,O=Contoso").issuedBy(excluded.issuedBy(ROOT)),
        SIGNER_UNTRUSTED);
  }

  @Test
  void shouldHoldTheAnchorToItsNamesToo() throws IOException {
    SigningIdentity root = authority("O=Contoso,CN=r").permitting("O=Contoso").selfSigned();
    SigningIdentity excluding = authority("CN=r").excluding("O=Contoso").selfSigned();
    SigningIdentity contoso = CertificateForge.leaf("CN=s,O=Contoso").issuedBy(root);
    SigningIdentity fabrikam = CertificateForge.leaf("CN=s,O=Fabrikam").issuedBy(root);
    SigningIdentity excluded = CertificateForge.leaf("CN=s,O=Contoso").issuedBy(excluding);
    assertThat(verdict(contoso, trusting(root))).isEmpty();
    assertThat(verdict(fabrikam, trusting(root))).contains(SIGNER_UNTRUSTED);
    assertThat(verdict(excluded, trusting(excluding))).contains(SIGNER_UNTRUSTED);
  }

  @Test
  void shouldUnderstandApplesCriticalExtensionsAndNoOthers() throws IOException {
    assertAccepted(leaf().marked("1.2.840.113635.100.6.1.14").issuedBy(ISSUER));
    assertRefused(leaf().marked("1.2.840.113635.100.7.1").issuedBy(ISSUER), SIGNER_UNTRUSTED);
    assertRefused(leaf().marked("1.3.6.1.4.1.99999.1").issuedBy(ISSUER), SIGNER_UNTRUSTED);
    assertRefused(under(authority("CN=I").marked("1.3.6.1.4.1.99999.1")), SIGNER_UNTRUSTED);
  }

  @Test
  void shouldRefuseWeakCertificates() throws IOException {
    assertRefused(leaf().algorithm("MD5withRSA").issuedBy(ISSUER), WEAK_ALGORITHM);
    assertRefused(under(authority("CN=I").algorithm("MD5withRSA")), WEAK_ALGORITHM);
    assertRefused(
        under(authority("CN=I").keys(CertificateForge.keys("RSA", 1024))), WEAK_ALGORITHM);
    assertRefused(leaf().keys(CertificateForge.keys("RSA", 1024)).issuedBy(ISSUER), WEAK_ALGORITHM);
  }

  @Test
  void shouldHoldCertificatesToTheLeastDigest() throws IOException {
    VerificationPolicy strict = policy().withMinimumDigest(DigestAlgorithm.SHA_256);
    SigningIdentity old = leaf().algorithm("SHA1withRSA").issuedBy(ISSUER);
    SigningIdentity underOld = under(authority("CN=I").algorithm("SHA1withRSA"));
    assertAccepted(old);
    assertAccepted(underOld);
    assertThat(verdict(old, strict)).contains(WEAK_ALGORITHM);
    assertThat(verdict(underOld, strict)).contains(WEAK_ALGORITHM);
    assertThat(verdict(leaf().issuedBy(ISSUER), strict)).isEmpty();
  }

  /** What an anchor is signed with, nobody needs to know. */
  @Test
  void shouldNotMindAnAnchorsOwnSignature() throws IOException {
    SigningIdentity root = authority("CN=Old root").algorithm("SHA1withRSA").selfSigned();
    VerificationPolicy strict = trusting(root).withMinimumDigest(DigestAlgorithm.SHA_256);
    assertThat(verdict(leaf().issuedBy(root), strict)).isEmpty();
  }

  @Test
  void shouldAcceptCmsAloneByOtherKinds() throws IOException {
    KeyPair curve = CertificateForge.keys("EC", 256);
    SigningIdentity elliptic = leaf().keys(curve).issuedBy(ISSUER);
    SigningIdentity plain = leaf().issuedBy(ISSUER);
    assertThat(verdict(cmsAlone(elliptic, "SHA256withECDSA"), policy())).isEmpty();
    assertThat(verdict(cmsAlone(elliptic, "SHA384withECDSA"), policy())).isEmpty();
    assertThat(verdict(cmsAlone(plain, "SHA256withRSAandMGF1"), policy())).isEmpty();
    assertThat(verdict(cmsAlone(plain, "SHA1withRSAandMGF1"), policy())).isEmpty();
    VerificationPolicy strict = policy().withMinimumDigest(DigestAlgorithm.SHA_256);
    assertThat(verdict(cmsAlone(plain, "SHA1withRSAandMGF1"), strict)).contains(WEAK_ALGORITHM);
    assertThat(verdict(cmsAlone(elliptic, "SHA1withECDSA"), strict)).contains(WEAK_ALGORITHM);
  }

  /** The same key, so both signatures hold; but which of the two certificates is it? */
  @Test
  void shouldRefuseTwoCertificatesOverOneKey() throws IOException {
    SigningIdentity one = CertificateForge.leaf("CN=one").issuedBy(ISSUER);
    SigningIdentity other = CertificateForge.leaf("CN=other").issuedBy(ISSUER);
    assertThat(verdict(archive(one).cmsSigner(other), policy())).contains(SIGNATURE_INVALID);
    ArchiveFixture listed =
        archive(one).editToc(toc -> withCertificateInSecondList(toc, one.leaf(), other.leaf()));
    assertThat(verdict(listed, policy())).contains(SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseAnExpiredIssuer() throws IOException {
    SigningIdentity signer =
        under(authority("CN=I").valid("2020-01-01T00:00:00Z", "2022-01-01T00:00:00Z"));
    assertRefused(signer, CERTIFICATE_EXPIRED);
    assertThat(verdict(signer, policy().withAt(Instant.parse("2021-01-01T00:00:00Z")))).isEmpty();
  }

  @Test
  void shouldRefuseASignerThatIsNotValidYet() throws IOException {
    SigningIdentity signer =
        leaf().valid("2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z").issuedBy(ISSUER);
    assertRefused(signer, CERTIFICATE_EXPIRED);
  }

  @Test
  void shouldFindItsWayAmongManyIssuersOfOneNameAndKey() throws IOException {
    // Given
    KeyPair keys = CertificateForge.keys("RSA", 2048);
    SigningIdentity nobody = authority("CN=Maze").keys(keys).selfSigned();
    var maze = new ArrayList<X509Certificate>();
    for (int i = 0; i < 15; i++) {
      maze.add(authority("CN=Maze").keys(keys).issuedBy(nobody).leaf());
    }
    SigningIdentity lost = leaf().issuedBy(nobody);
    maze.addFirst(lost.leaf());

    // When / Then
    ArchiveFixture archive = archive(new SigningIdentity(lost.key(), maze)).cmsSigner(lost);
    assertThat(verdict(archive, policy())).contains(SIGNER_UNTRUSTED);
  }

  @Test
  void shouldRefuseMoreCertificatesThanAnybodyNeeds() throws IOException {
    SigningIdentity lost = leaf().issuedBy(authority("CN=Nobody").selfSigned());
    List<X509Certificate> first = strangers(15);
    List<X509Certificate> second = strangers(15);
    var chain = new ArrayList<>(List.of(lost.leaf()));
    chain.addAll(first);
    ArchiveFixture archive =
        archive(new SigningIdentity(lost.key(), chain))
            .cmsSigner(TestPki.leaf())
            .editToc(toc -> withCertificatesInSecondList(toc, first, second))
            .tamperArchive(ForgedCms.by(lost).bringing(strangers(3)).inPlace());
    assertThat(verdict(archive, policy())).contains(SIGNATURE_INVALID);
  }

  private static List<X509Certificate> strangers(int count) {
    return Stream.generate(() -> leaf().issuedBy(ISSUER).leaf()).limit(count).toList();
  }

  private static String withCertificatesInSecondList(
      String toc, List<X509Certificate> old, List<X509Certificate> others) {
    String changed = toc;
    for (int i = 0; i < old.size(); i++) {
      changed = withCertificateInSecondList(changed, old.get(i), others.get(i));
    }
    return changed;
  }

  private static String withCertificateInSecondList(
      String toc, X509Certificate old, X509Certificate other) {
    int second = toc.indexOf("<x-signature");
    return toc.substring(0, second) + toc.substring(second).replace(text(old), text(other));
  }

  private static String text(X509Certificate certificate) {
    try {
      return Base64.getMimeEncoder(72, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ArchiveFixture cmsAlone(SigningIdentity signer, String algorithm) {
    return archive(signer)
        .rsa(RsaForm.NONE)
        .cmsSigner(TestPki.leaf())
        .tamperArchive(ForgedCms.by(signer).algorithm(algorithm).withoutRsa().inPlace());
  }

  private static CertificateForge authority(String name) {
    return CertificateForge.authority(name);
  }

  private static CertificateForge leaf() {
    return CertificateForge.leaf("CN=Signer");
  }

  private static SigningIdentity under(CertificateForge issuer) {
    return leaf().issuedBy(issuer.issuedBy(ROOT));
  }

  private static ArchiveFixture archive(SigningIdentity signer) {
    return ArchiveFixture.create().file("T-42.json", "{}").signer(signer);
  }

  private static VerificationPolicy policy() {
    return trusting(ROOT);
  }

  private static VerificationPolicy trusting(SigningIdentity root) {
    return VerificationPolicy.trusting(List.of(root.leaf())).withAt(ArchiveFixture.SIGNED_AT);
  }

  private void assertAccepted(SigningIdentity signer) throws IOException {
    assertThat(verdict(signer, policy())).isEmpty();
  }

  private void assertRefused(SigningIdentity signer, RejectionReason reason) throws IOException {
    assertThat(verdict(signer, policy())).contains(reason);
  }

  private Optional<RejectionReason> verdict(SigningIdentity signer, VerificationPolicy policy)
      throws IOException {
    return verdict(archive(signer), policy);
  }

  private Optional<RejectionReason> verdict(ArchiveFixture archive, VerificationPolicy policy)
      throws IOException {
    return Verdict.on(archive.writeTo(folder.resolve("a.xip")), policy).rejection();
  }
}
