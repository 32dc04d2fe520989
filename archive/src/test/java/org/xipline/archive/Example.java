package org.xipline.archive;

import java.io.IOException;
import java.nio.file.Path;
import org.xipline.archive.extract.Extraction;
import org.xipline.archive.extract.OutwardLinks;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.signature.TrustAnchors;
import org.xipline.archive.signature.VerificationPolicy;

/** What archive/README.md shows; {@link ReadmeTest} compares the two, and runs it. */
final class Example {
  private Example() {}

  static void extract(Path file, Path authority, Path target) throws IOException {
    var policy = VerificationPolicy.trusting(TrustAnchors.read(authority));
    var inspector = new ArchiveInspector(policy, ArchiveLimits.DEFAULT);
    try (var extraction = Extraction.to(target, OutwardLinks.REFUSE)) {
      switch (inspector.read(file, extraction)) {
        case Inspection.Trusted _ -> extraction.publish();
        case Inspection.Rejected(var reason, var detail, _) ->
            throw new IOException(reason.code() + ": " + detail);
      }
    }
  }
}
