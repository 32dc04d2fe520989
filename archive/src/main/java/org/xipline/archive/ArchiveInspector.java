package org.xipline.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.xipline.archive.Inspection.Rejected;
import org.xipline.archive.Inspection.Trusted;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.EntryReader;
import org.xipline.archive.model.EntrySink;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.verification.ArchiveVerifier;
import org.xipline.archive.verification.TrustedArchive;
import org.xipline.archive.verification.Verification;

/** Verifies archive files, and reads what is in those that are to be trusted. */
public final class ArchiveInspector {
  private final ArchiveVerifier verifier;

  public ArchiveInspector(VerificationPolicy policy, ArchiveLimits limits) {
    this.verifier = new ArchiveVerifier(policy, limits);
  }

  /** Checks the signatures and the checksum of every byte, and decodes nothing. */
  public Inspection verifySignature(Path file) throws IOException {
    return switch (verifier.verify(file)) {
      case Verification.Rejected(var reason, var detail, var findings) ->
          new Rejected(reason, detail, findings);
      case Verification.Trusted(var archive) -> {
        try (archive) {
          yield trusted(archive, OptionalLong.empty());
        }
      }
    };
  }

  /** Checks all of it, reading every entry to its end. */
  public Inspection verify(Path file) throws IOException {
    return read(file, _ -> {});
  }

  /**
   * Checks all of it; the entries go to a sink. Where it turns out late that the archive is not
   * acceptable, the sink has had some: what they are good for is known when this returns.
   *
   * @throws IOException if the sink or the disk fails, not because of the archive
   */
  public Inspection read(Path file, EntrySink sink) throws IOException {
    return switch (verifier.verify(file)) {
      case Verification.Rejected(var reason, var detail, var findings) ->
          new Rejected(reason, detail, findings);
      case Verification.Trusted(var archive) -> {
        try (archive) {
          yield trusted(archive, OptionalLong.of(readEntries(archive, sink)));
        } catch (ArchiveRejectedException e) {
          yield new Rejected(e.reason(), e.detail(), archive.findings());
        }
      }
    };
  }

  private static long readEntries(TrustedArchive archive, EntrySink sink) throws IOException {
    long files = 0;
    try (EntryReader entries = archive.entries()) {
      for (Optional<ArchiveEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
        sink.take(next.get());
        if (next.get() instanceof ArchiveEntry.RegularFile) {
          files++;
        }
      }
    }
    return files;
  }

  private static Trusted trusted(TrustedArchive archive, OptionalLong files) {
    return new Trusted(
        archive.id(),
        archive.signer(),
        archive.signedAt(),
        archive.digestAlgorithm(),
        archive.signatureStyles(),
        archive.unusedBytes(),
        files);
  }
}
