package org.xipline.archive.verification;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveFixture.CmsForm;
import org.xipline.archive.pack.ArchiveFixture.RsaForm;
import org.xipline.archive.pack.ChecksumStyle;
import org.xipline.archive.pack.SigningIdentity;
import org.xipline.archive.pack.TestPki;

/** Makes the resources of {@link SignedSeed} anew, with new keys. */
final class SignedSeedWriter {
  /** Signed by a leaf that has expired since; only the timestamp makes it good. */
  static final String STAMPED = "stamped.xar";

  /** The forms of 2020: RSA over the checksum's digest, CMS without signed attributes. */
  static final String DIRECT = "direct.xar";

  static final Instant STAMPED_AT = Instant.parse("2020-06-01T00:00:00Z");

  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

  private SignedSeedWriter() {}

  /** Writes them into the directory that is given. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    SigningIdentity authority =
        TestPki.leaf(
            "xipline test timestamps",
            TestPki.root(),
            Instant.parse("2020-01-01T00:00:00Z"),
            Instant.parse("2050-01-01T00:00:00Z"),
            TIME_STAMPING);
    SigningIdentity signer = TestPki.expiredLeaf();
    ArchiveFixture.create()
        .file("a", "x")
        .signer(signer)
        .tamperArchive(ForgedCms.by(signer).stampedBy(authority, STAMPED_AT).inPlace())
        .writeTo(directory.resolve(STAMPED));
    ArchiveFixture.create()
        .file("a", "x")
        .checksum(ChecksumStyle.SHA_1)
        .rsa(RsaForm.DIGEST_OF_CHECKSUM)
        .cms(CmsForm.NO_SIGNED_ATTRIBUTES)
        .writeTo(directory.resolve(DIRECT));
  }
}
