package org.xipline.archive.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.EntryReader;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.reason.RejectionReason;

/**
 * What becomes of an archive that is verified and then read to its end.
 *
 * @param rejection why it is not accepted; empty if it is
 * @param detail of the rejection
 * @param entries path and digest of content, or target
 */
record Verdict(Optional<RejectionReason> rejection, String detail, Map<String, String> entries) {

  static Verdict on(Path archive, VerificationPolicy policy) {
    return on(archive, policy, ArchiveLimits.DEFAULT);
  }

  static Verdict on(Path archive, VerificationPolicy policy, ArchiveLimits limits) {
    return switch (new ArchiveVerifier(policy, limits).verify(archive)) {
      case Verification.Rejected(var reason, var detail, _) -> rejected(reason, detail);
      case Verification.Trusted(var trusted) -> read(trusted);
    };
  }

  private static Verdict read(TrustedArchive trusted) {
    try (trusted) {
      return new Verdict(Optional.empty(), "", entriesOf(trusted));
    } catch (ArchiveRejectedException e) {
      return rejected(e.reason(), e.detail());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> entriesOf(TrustedArchive trusted) throws IOException {
    var entries = new LinkedHashMap<String, String>();
    try (EntryReader reader = trusted.entries()) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        entries.put(entry.get().path().value(), summaryOf(entry.get()));
      }
    }
    return entries;
  }

  private static String summaryOf(ArchiveEntry entry) throws IOException {
    return switch (entry) {
      case ArchiveEntry.RegularFile file -> Sha256.digest(file.content().readAllBytes()).hex();
      case ArchiveEntry.Directory _ -> "directory";
      case ArchiveEntry.SymbolicLink link -> "-> " + link.target();
    };
  }

  private static Verdict rejected(RejectionReason reason, String detail) {
    return new Verdict(Optional.of(reason), detail, Map.of());
  }

  @Override
  public String toString() {
    return rejection.map(reason -> reason.code() + ": " + detail).orElse("accepted " + entries);
  }
}
