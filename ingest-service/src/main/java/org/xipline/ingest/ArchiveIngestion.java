package org.xipline.ingest;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.ingest.archive.ArchiveLimits;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.ingest.archive.EntryReader;
import org.xipline.ingest.drop.Drops;
import org.xipline.ingest.drop.LocalArchive;
import org.xipline.ingest.publication.AcceptedArchives;
import org.xipline.ingest.rules.SnapshotPolicies;
import org.xipline.ingest.staging.EntryStaging;
import org.xipline.ingest.verification.ArchiveVerifier;
import org.xipline.ingest.verification.TrustedArchive;
import org.xipline.ingest.verification.Verification;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.reason.RejectionReason;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Signer;

/**
 * Takes one archive in: is it new, is it genuine, then stage what it holds. Publishes nothing, and
 * leaves nothing of an archive that it rejects. For one thread.
 */
final class ArchiveIngestion {
  private static final Logger LOGGER = LoggerFactory.getLogger(ArchiveIngestion.class);

  private final PayloadStore store;
  private final AcceptedArchives accepted;
  private final SnapshotPolicies policies;
  private final ArchiveLimits limits;
  private final Drops drops;

  ArchiveIngestion(
      PayloadStore store, AcceptedArchives accepted, ArchiveLimits limits, Drops drops) {
    this.store = store;
    this.accepted = accepted;
    this.policies = new SnapshotPolicies(store);
    this.limits = limits;
    this.drops = drops;
  }

  /**
   * What the arrival comes to.
   *
   * @throws IOException if the infrastructure failed; nothing is decided then, and it may be tried
   *     again
   */
  Ingestion ingest(Arrival arrival) throws IOException {
    var archive = new ArchiveId(arrival.getArchiveId());
    if (accepted.contains(new ConnectorName(arrival.getConnector()), archive)) {
      return new Ingestion.Repeated();
    }
    try (LocalArchive local = drops.fetch(arrival.getLocation())) {
      Ingestion ingestion = ingest(arrival, local.path());
      log(arrival, ingestion);
      return ingestion;
    }
  }

  private Ingestion ingest(Arrival arrival, Path file) throws IOException {
    var verifier = new ArchiveVerifier(policies.of(arrival.getSnapshotId()), limits);
    return switch (verifier.verify(file)) {
      case Verification.Trusted(var trusted) -> stage(arrival, trusted);
      case Verification.Rejected(var reason, var detail, var findings) ->
          new Ingestion.Rejected(reason, detail, findings.signer().map(ArchiveIngestion::record));
    };
  }

  private Ingestion stage(Arrival arrival, TrustedArchive trusted) throws IOException {
    Signer signer = record(trusted.signer());
    try (trusted) {
      if (!trusted.id().hex().equals(arrival.getArchiveId())) {
        return new Ingestion.Rejected(
            RejectionReason.UNREADABLE_FILE,
            "the file has changed since it arrived; drop it again when it is complete",
            Optional.of(signer));
      }
      return stage(trusted, signer);
    }
  }

  private Ingestion stage(TrustedArchive trusted, Signer signer) throws IOException {
    var staging = new EntryStaging(store, trusted.id());
    try (EntryReader entries = trusted.entries()) {
      return new Ingestion.Accepted(staging.stage(entries), signer);
    } catch (ArchiveRejectedException e) {
      if (!accepted.containsAny(trusted.id())) {
        staging.discard();
      }
      return new Ingestion.Rejected(e.reason(), e.detail(), Optional.of(signer));
    }
  }

  private static Signer record(org.xipline.ingest.signature.Signer signer) {
    return Signer.newBuilder()
        .setSubject(signer.subject())
        .setSha256(signer.fingerprint().hex())
        .setNotAfter(Timestamp.newBuilder().setSeconds(signer.notAfter().getEpochSecond()))
        .build();
  }

  private static void log(Arrival arrival, Ingestion ingestion) {
    switch (ingestion) {
      case Ingestion.Accepted(var archive, _) ->
          LOGGER
              .atInfo()
              .addKeyValue("archiveId", arrival.getArchiveId())
              .addKeyValue("entries", archive.entries())
              .addKeyValue("items", archive.items())
              .log("archive verified and staged");
      case Ingestion.Rejected(var reason, var detail, _) ->
          LOGGER
              .atWarn()
              .addKeyValue("archiveId", arrival.getArchiveId())
              .addKeyValue("reason", reason.code())
              .log(arrival.getFileName() + " is rejected: " + detail);
      case Ingestion.Repeated() ->
          LOGGER
              .atInfo()
              .addKeyValue("archiveId", arrival.getArchiveId())
              .log("archive was accepted before");
    }
  }
}
