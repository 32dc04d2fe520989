package org.xipline.ingest;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.EntryReader;
import org.xipline.archive.verification.ArchiveVerifier;
import org.xipline.archive.verification.TrustedArchive;
import org.xipline.archive.verification.Verification;
import org.xipline.ingest.arrival.AfterLook;
import org.xipline.ingest.drop.Drops;
import org.xipline.ingest.drop.FileWitness;
import org.xipline.ingest.drop.LocalArchive;
import org.xipline.ingest.publication.AcceptedArchiveFacts;
import org.xipline.ingest.publication.AcceptedArchives;
import org.xipline.ingest.publication.ArchiveProgress;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.ingest.rules.TrustRulesCodec;
import org.xipline.ingest.staging.EntryStaging;
import org.xipline.ingest.staging.StagedArchive;
import org.xipline.runtime.payload.ArchivePayloads;
import org.xipline.runtime.payload.ArchiveStaging;
import org.xipline.runtime.payload.PayloadMissingException;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.reason.RejectionReason;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Signer;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.Unseen;

/**
 * Takes one archive in: is it new, is it genuine, then stage what it holds. Publishes nothing, and
 * leaves nothing of an archive that it rejects. For one thread.
 */
public final class ArchiveIngestion {
  private static final Logger LOGGER = LoggerFactory.getLogger(ArchiveIngestion.class);

  private final PayloadStore store;
  private final ArchivePayloads payloads;
  private final AcceptedArchives accepted;
  private final ArchiveLimits limits;
  private final Drops drops;
  private final FileWitness witness;
  private final InstantSource clock;

  /**
   * @param witness asked whether a file that cannot be read here is gone
   */
  public ArchiveIngestion(
      PayloadStore store,
      AcceptedArchives accepted,
      ArchiveLimits limits,
      Drops drops,
      FileWitness witness,
      InstantSource clock) {
    this.store = store;
    this.payloads = new ArchivePayloads(store, clock);
    this.accepted = accepted;
    this.limits = limits;
    this.drops = drops;
    this.witness = witness;
    this.clock = clock;
  }

  /** Ends the staging of what was told, for the payloads to go by the account from now on. */
  void settle(ArchiveStaging staging) {
    try {
      payloads.keep(staging);
    } catch (IOException e) {
      LOGGER
          .atWarn()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("could not remove a mark from the payload store; it delays purging for a day");
    }
  }

  /**
   * What the arrival comes to.
   *
   * @throws IOException if the infrastructure failed; nothing is decided then, and it may be tried
   *     again
   */
  Ingestion ingest(Arrival arrival) throws IOException {
    var connector = new ConnectorName(arrival.getConnector());
    Ingestion ingestion =
        switch (accepted.find(connector, new ArchiveId(arrival.getArchiveId()))) {
          case ArchiveProgress.Unknown() -> look(arrival);
          case ArchiveProgress.Unfinished _ -> new Ingestion.Unfinished();
          case ArchiveProgress.Whole() when arrival.hasRestaging() -> again(look(arrival));
          case ArchiveProgress.Whole() -> new Ingestion.Repeated();
        };
    log(arrival, ingestion);
    return ingestion;
  }

  /** What is staged of an archive that was accepted before. */
  private static Ingestion again(Ingestion ingestion) {
    return ingestion instanceof Ingestion.Accepted(var acceptance, var staging)
        ? new Ingestion.Restaged(acceptance.staged().added(), staging)
        : ingestion;
  }

  private Ingestion look(Arrival arrival) throws IOException {
    try {
      return read(arrival);
    } catch (UnreadableHereException e) {
      Instant now = clock.instant();
      Instant since = AfterLook.firstLook(arrival, now);
      boolean isGone = witness.isGone(arrival, since);
      return switch (AfterLook.of(arrival, e.found(), now, isGone)) {
        case AfterLook.Reject(var detail) ->
            new Ingestion.Rejected(RejectionReason.UNREADABLE_FILE, detail, Optional.empty());
        case AfterLook.PassOn(var next) -> new Ingestion.PassedOn(next);
      };
    }
  }

  private Ingestion read(Arrival arrival) throws IOException {
    Snapshot snapshot = snapshotOf(arrival);
    try (LocalArchive local = fetch(arrival)) {
      return read(arrival, local.path(), snapshot);
    }
  }

  private Snapshot snapshotOf(Arrival arrival) throws IOException {
    try {
      return RulesSnapshot.readFrom(store, arrival.getSnapshotId()).snapshot();
    } catch (PayloadMissingException e) {
      throw new UnreadableHereException("its users and rules cannot be found: " + e.getMessage());
    }
  }

  private LocalArchive fetch(Arrival arrival) throws UnreadableHereException {
    try {
      return drops.fetch(arrival.getLocation());
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableHereException("the file cannot be fetched: " + e.getMessage());
    }
  }

  private Ingestion read(Arrival arrival, Path file, Snapshot snapshot) throws IOException {
    var verifier = new ArchiveVerifier(TrustRulesCodec.decode(snapshot.getTrust()), limits);
    return switch (verifier.verify(file)) {
      case Verification.Trusted(var trusted) -> stage(arrival, trusted, snapshot);
      case Verification.Rejected(var reason, var detail, _)
          when reason == RejectionReason.UNREADABLE_FILE ->
          throw new UnreadableHereException(detail);
      case Verification.Rejected(var reason, var detail, var findings) ->
          new Ingestion.Rejected(reason, detail, findings.signer().map(ArchiveIngestion::record));
    };
  }

  private Ingestion stage(Arrival arrival, TrustedArchive trusted, Snapshot snapshot)
      throws IOException {
    Signer signer = record(trusted.signer());
    try (trusted) {
      if (!trusted.id().hex().equals(arrival.getArchiveId())) {
        throw new UnreadableHereException(
            "the file has changed since it arrived; drop it again when it is complete");
      }
      return stage(trusted, signer, snapshot.getMailboxServer());
    }
  }

  private Ingestion stage(TrustedArchive trusted, Signer signer, String mailboxServer)
      throws IOException {
    ArchiveStaging staging = payloads.stage(trusted.id());
    try (EntryReader entries = trusted.entries()) {
      StagedArchive staged = new EntryStaging(store, trusted.id()).stage(entries, staging);
      return new Ingestion.Accepted(
          new AcceptedArchiveFacts(staged, signer, mailboxServer), staging);
    } catch (ArchiveRejectedException e) {
      discard(trusted.id(), staging);
      return new Ingestion.Rejected(e.reason(), e.detail(), Optional.of(signer));
    }
  }

  /** What another connector has accepted is not this one's to remove. */
  private void discard(ArchiveId archive, ArchiveStaging staging) throws IOException {
    if (accepted.containsAny(archive)) {
      payloads.keep(staging);
    } else {
      boolean _ = payloads.discard(staging);
    }
  }

  private static Signer record(org.xipline.archive.signature.Signer signer) {
    return Signer.newBuilder()
        .setSubject(signer.subject())
        .setSha256(signer.fingerprint().hex())
        .setNotAfter(Timestamp.newBuilder().setSeconds(signer.notAfter().getEpochSecond()))
        .build();
  }

  private static void log(Arrival arrival, Ingestion ingestion) {
    switch (ingestion) {
      case Ingestion.Accepted(AcceptedArchiveFacts(var staged, _, _), _) ->
          LOGGER
              .atInfo()
              .addKeyValue("archiveId", arrival.getArchiveId())
              .addKeyValue("entries", staged.entries())
              .addKeyValue("items", staged.items())
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
      case Ingestion.Unfinished() ->
          LOGGER
              .atInfo()
              .addKeyValue("archiveId", arrival.getArchiveId())
              .log("archive was accepted before; continuing to publish it");
      case Ingestion.Restaged(long absent, _) ->
          LOGGER
              .atInfo()
              .addKeyValue("archiveId", arrival.getArchiveId())
              .addKeyValue("payloads", absent)
              .log("archive was accepted before; staging it again");
      case Ingestion.PassedOn(var next) ->
          LOGGER
              .atLevel(isWorthALine(next.getUnseen()) ? Level.WARN : Level.DEBUG)
              .addKeyValue("archiveId", arrival.getArchiveId())
              .addKeyValue("attempt", next.getUnseen().getLooks())
              .log(arrival.getFileName() + " cannot be read: " + next.getUnseen().getDetail());
    }
  }

  /** Looks 1, 2, 4, 8 and so on: it may be looked for all day. */
  private static boolean isWorthALine(Unseen unseen) {
    return Integer.bitCount(unseen.getLooks()) == 1;
  }
}
