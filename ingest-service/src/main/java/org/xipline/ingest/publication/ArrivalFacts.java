package org.xipline.ingest.publication;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.reason.RejectionReason;
import org.xipline.schemas.record.AcceptedArchive;
import org.xipline.schemas.record.ArchiveAccepted;
import org.xipline.schemas.record.ArchiveRejected;
import org.xipline.schemas.record.ArchiveRepeated;
import org.xipline.schemas.record.ArchiveRestaged;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.ArrivalAnswer;
import org.xipline.schemas.record.ArrivalResult;
import org.xipline.schemas.record.EntriesPublished;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.FileAccepted;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Signer;
import org.xipline.schemas.topic.Topic;

/** Sends what is told about one arrival: facts for the ledger, answers for its poster. */
final class ArrivalFacts {
  private final Arrival arrival;
  private final InstantSource clock;

  ArrivalFacts(Arrival arrival, InstantSource clock) {
    this.arrival = arrival;
    this.clock = clock;
  }

  void accepted(OpenTransaction transaction, AcceptedArchiveFacts acceptance)
      throws GivenUpException {
    tell(
        transaction,
        outcome ->
            outcome.setArchiveAccepted(
                ArchiveAccepted.newBuilder()
                    .setArrivalId(arrival.getArrivalId())
                    .setFileName(arrival.getFileName())
                    .setSizeBytes(arrival.getSizeBytes())
                    .setEntries(acceptance.staged().entries())
                    .setItems(acceptance.staged().items())
                    .setSigner(acceptance.signer())
                    .setSnapshotId(arrival.getSnapshotId())
                    .setManifestSha256(acceptance.staged().manifest().getSha256())
                    .setMailboxServer(acceptance.mailboxServer())));
    answer(transaction, it -> it.setResult(ArrivalResult.ARRIVAL_RESULT_ACCEPTED));
  }

  void rejected(
      OpenTransaction transaction, RejectionReason reason, String detail, Optional<Signer> signer)
      throws GivenUpException {
    var fact =
        ArchiveRejected.newBuilder()
            .setArrivalId(arrival.getArrivalId())
            .setFileName(arrival.getFileName())
            .setReason(reason.code())
            .setDetail(detail);
    signer.ifPresent(fact::setSigner);
    tell(transaction, outcome -> outcome.setArchiveRejected(fact));
    answer(
        transaction,
        it -> {
          it.setResult(ArrivalResult.ARRIVAL_RESULT_REJECTED);
          it.setReason(reason.code()).setDetail(detail);
          signer.ifPresent(it::setSigner);
        });
  }

  void repeated(OpenTransaction transaction) throws GivenUpException {
    var fact =
        ArchiveRepeated.newBuilder()
            .setArrivalId(arrival.getArrivalId())
            .setFileName(arrival.getFileName());
    tell(transaction, outcome -> outcome.setArchiveRepeated(fact));
    answer(transaction, it -> it.setResult(ArrivalResult.ARRIVAL_RESULT_REPEATED));
  }

  /**
   * @param payloads that were absent and are there again
   */
  void restaged(OpenTransaction transaction, long payloads) throws GivenUpException {
    tell(
        transaction,
        outcome ->
            outcome.setArchiveRestaged(
                ArchiveRestaged.newBuilder()
                    .setArrivalId(arrival.getArrivalId())
                    .setPayloads(payloads)
                    .setRequestedBy(arrival.getRestaging().getRequestedBy())
                    .setWhy(arrival.getRestaging().getWhy())));
  }

  void fileAccepted(OpenTransaction transaction, Entry entry) throws GivenUpException {
    tell(
        transaction,
        outcome ->
            outcome.setFileAccepted(
                FileAccepted.newBuilder()
                    .setPath(entry.getPath())
                    .setSizeBytes(entry.getSizeBytes())));
  }

  /** Tells how far the archive is, to the ledger and to whoever goes on with it. */
  void published(OpenTransaction transaction, AcceptedArchive archive) throws GivenUpException {
    tell(
        transaction,
        outcome ->
            outcome.setEntriesPublished(
                EntriesPublished.newBuilder()
                    .setChunk(archive.getPublishedChunks() - 1)
                    .setPublished(archive.getPublishedEntries())
                    .setEntries(archive.getEntries())));
    transaction.send(Topic.ARCHIVES, key(), archive);
  }

  /** The connector and the archive, as keys name them. */
  String key() {
    return AcceptedArchives.keyOf(
        new ConnectorName(arrival.getConnector()), new ArchiveId(arrival.getArchiveId()));
  }

  Timestamp now() {
    Instant now = clock.instant();
    return Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()).build();
  }

  private void tell(OpenTransaction transaction, Consumer<Outcome.Builder> fact)
      throws GivenUpException {
    var outcome =
        Outcome.newBuilder()
            .setConnector(arrival.getConnector())
            .setArchiveId(arrival.getArchiveId())
            .setAt(now());
    fact.accept(outcome);
    transaction.send(Topic.OUTCOMES, arrival.getArchiveId(), outcome.build());
  }

  private void answer(OpenTransaction transaction, Consumer<ArrivalAnswer.Builder> result)
      throws GivenUpException {
    var answer =
        ArrivalAnswer.newBuilder()
            .setConnector(arrival.getConnector())
            .setArchiveId(arrival.getArchiveId())
            .setArrivalId(arrival.getArrivalId())
            .setAt(now());
    if (arrival.hasArrivedAt()) {
      answer.setArrivedAt(arrival.getArrivedAt());
    }
    result.accept(answer);
    transaction.send(Topic.ARRIVAL_ANSWERS, key(), answer.build());
  }
}
