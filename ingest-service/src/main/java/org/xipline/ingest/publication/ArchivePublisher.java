package org.xipline.ingest.publication;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.reason.RejectionReason;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.RecordSetAside;
import org.xipline.schemas.record.Signer;
import org.xipline.schemas.topic.Topic;

/** Tells what arrivals came to. What it gives out is for one thread, always the same. */
public final class ArchivePublisher {
  private final Transactions transactions;
  private final AcceptedArchives accepted;
  private final PayloadStore store;
  private final ChunkLimit limit;
  private final InstantSource clock;
  private final LongConsumer entries;

  /**
   * @param limit of a transaction in which entries are published
   * @param entries told how many have been published, after each transaction
   */
  public ArchivePublisher(
      Transactions transactions,
      AcceptedArchives accepted,
      PayloadStore store,
      ChunkLimit limit,
      InstantSource clock,
      LongConsumer entries) {
    this.transactions = transactions;
    this.accepted = accepted;
    this.store = store;
    this.limit = limit;
    this.clock = clock;
    this.entries = entries;
  }

  /** See {@link Transactions#ready}: what is accepted is asked for behind open transactions. */
  public void ready() {
    transactions.ready();
  }

  /** An archive is accepted, and its entries are published. */
  public Publication accepted(Arrival arrival, AcceptedArchiveFacts acceptance) {
    return entries(arrival, Optional.of(acceptance));
  }

  /** What is left to publish of an archive that was accepted before. */
  public Publication unfinished(Arrival arrival) {
    return entries(arrival, Optional.empty());
  }

  /** An archive was rejected, and nothing of it is published. */
  public Publication rejected(
      Arrival arrival, RejectionReason reason, String detail, Optional<Signer> signer) {
    var facts = new ArrivalFacts(arrival, clock);
    return inOne(transaction -> facts.rejected(transaction, reason, detail, signer));
  }

  /** The connector had accepted the archive before. */
  public Publication repeated(Arrival arrival) {
    return inOne(new ArrivalFacts(arrival, clock)::repeated);
  }

  /**
   * The connector had accepted the archive before, and its payloads are staged again.
   *
   * @param payloads that were absent and are there again
   */
  public Publication restaged(Arrival arrival, long payloads) {
    var facts = new ArrivalFacts(arrival, clock);
    return inOne(transaction -> {
      facts.restaged(transaction, payloads);
      facts.repeated(transaction);
    });
  }

  /** Another instance is to look for the archive file. */
  public Publication passedOn(Arrival arrival) {
    return inOne(transaction -> {
      ArrivalContext origin = transaction.origin();
      int heir =
          ReassignmentTarget.of(
              origin.partition().partition(),
              origin.assigned(),
              transaction.partitionsOf(Topic.ARRIVALS),
              arrival.getUnseen().getLooks());
      transaction.send(Topic.ARRIVALS, heir, keyOf(arrival), arrival);
    });
  }

  /** Other arrivals of its partition go first. */
  public Publication postponed(Arrival arrival) {
    return inOne(transaction ->
        transaction.send(
            Topic.ARRIVALS, transaction.origin().partition().partition(), keyOf(arrival), arrival));
  }

  private static String keyOf(Arrival arrival) {
    return AcceptedArchives.keyOf(
        new ConnectorName(arrival.getConnector()), new ArchiveId(arrival.getArchiveId()));
  }

  /** A record is set aside from which no arrival can be read. */
  public Publication setAside(String key, DeadLetter letter) {
    return inOne(transaction -> {
      transaction.send(Topic.DEAD_LETTERS, key, letter);
      transaction.send(Topic.OUTCOMES, letter.getDeadLetterId(), setAside(letter));
    });
  }

  private static Outcome setAside(DeadLetter letter) {
    return Outcome.newBuilder()
        .setAt(letter.getAt())
        .setRecordSetAside(
            RecordSetAside.newBuilder()
                .setDeadLetterId(letter.getDeadLetterId())
                .setStage(letter.getStage())
                .setReason(letter.getReason())
                .setDetail(letter.getDetail())
                .setOriginTopic(letter.getOriginTopic())
                .setOriginPartition(letter.getOriginPartition())
                .setOriginOffset(letter.getOriginOffset()))
        .build();
  }

  private Publication entries(Arrival arrival, Optional<AcceptedArchiveFacts> acceptance) {
    return new EntriesPublication(
        arrival, acceptance, transactions, accepted, store, limit, clock, entries);
  }

  @FunctionalInterface
  private interface Telling {
    void tellIn(OpenTransaction transaction) throws GivenUpException;
  }

  private Publication inOne(Telling telling) {
    return origin ->
        transactions.commit(
            origin,
            transaction -> {
              telling.tellIn(transaction);
              return true;
            });
  }
}
