package org.xipline.ingest.publication;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.kafka.common.KafkaException;
import org.xipline.ingest.staging.Manifest;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.AcceptedArchive;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.topic.Topic;

/**
 * Accepts an archive, unless it is accepted, and publishes its entries from the staged manifest in
 * chunks, from where an earlier try came to. After a failure it asks again how far the archive is:
 * the answer to a commit may have been lost.
 */
final class EntriesPublication implements Publication {
  private final Arrival arrival;
  private final Optional<AcceptedArchiveFacts> acceptance;
  private final ArrivalFacts facts;
  private final Transactions transactions;
  private final AcceptedArchives accepted;
  private final PayloadStore store;
  private final InstantSource clock;
  private final LongConsumer counter;
  private ChunkLimit limit;

  /** How far it is, where that is certain. */
  private Optional<ArchiveProgress> known = Optional.empty();

  /** Whether the last chunk was sent. */
  private boolean endTried;

  /** Open where the next entry is read. */
  private Optional<Manifest> manifest = Optional.empty();

  /**
   * @param acceptance what is accepted, if the archive turns out not to be accepted yet
   * @param counter told how many entries have been published, after each transaction
   */
  EntriesPublication(
      Arrival arrival,
      Optional<AcceptedArchiveFacts> acceptance,
      Transactions transactions,
      AcceptedArchives accepted,
      PayloadStore store,
      ChunkLimit limit,
      InstantSource clock,
      LongConsumer counter) {
    this.arrival = arrival;
    this.acceptance = acceptance;
    this.facts = new ArrivalFacts(arrival, clock);
    this.transactions = transactions;
    this.accepted = accepted;
    this.store = store;
    this.limit = limit;
    this.clock = clock;
    this.counter = counter;
  }

  @Override
  public boolean publishNext(ArrivalContext origin) throws IOException {
    try {
      ArchiveProgress progress = known.isPresent() ? known.get() : ask();
      known = Optional.empty();
      return switch (progress) {
        case ArchiveProgress.Unknown() -> publish(origin, decided(), true);
        case ArchiveProgress.Unfinished(var archive) -> publish(origin, archive, false);
        case ArchiveProgress.Whole() -> finish(origin);
      };
    } catch (KafkaException e) {
      limit = limit.halved();
      close();
      throw e;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (manifest.isPresent()) {
      Manifest open = manifest.get();
      manifest = Optional.empty();
      open.close();
    }
  }

  /** Not behind a transaction of its own that is still open. */
  private ArchiveProgress ask() throws IOException {
    transactions.ready();
    return accepted.find(
        new ConnectorName(arrival.getConnector()), new ArchiveId(arrival.getArchiveId()));
  }

  /** By a commit of this one whose answer was lost, or by another instance. */
  private boolean finish(ArrivalContext origin) throws IOException {
    return transactions.commit(
        origin,
        transaction -> {
          if (!endTried) {
            facts.repeated(transaction);
          }
          return true;
        });
  }

  private AcceptedArchive decided() {
    AcceptedArchiveFacts it =
        acceptance.orElseThrow(
            () -> new IllegalStateException("accepted before, but unknown now: " + facts.key()));
    return AcceptedArchive.newBuilder()
        .setConnector(arrival.getConnector())
        .setArchiveId(arrival.getArchiveId())
        .setArrivalId(arrival.getArrivalId())
        .setAcceptedAt(facts.now())
        .setEntries(it.staged().entries())
        .setManifest(it.staged().manifest())
        .setSnapshotId(arrival.getSnapshotId())
        .setSigner(it.signer())
        .build();
  }

  /** One chunk, behind the acceptance if that is to be told. */
  private boolean publish(ArrivalContext origin, AcceptedArchive before, boolean accept)
      throws IOException {
    var chunk = new Chunk(before, accept);
    boolean last = transactions.commit(origin, chunk::sendTo);
    counter.accept(chunk.after.getPublishedEntries() - before.getPublishedEntries());
    known = Optional.of(new ArchiveProgress.Unfinished(chunk.after));
    if (last) {
      close();
    }
    return last;
  }

  private Manifest manifest(AcceptedArchive archive) throws IOException {
    if (manifest.isEmpty()) {
      Manifest opened = Manifest.open(store, archive.getManifest());
      manifest = Optional.of(opened);
      opened.skip(archive.getPublishedEntries());
    }
    return manifest.get();
  }

  private final class Chunk {
    private final boolean accept;
    private AcceptedArchive after;

    Chunk(AcceptedArchive before, boolean accept) {
      this.after = before;
      this.accept = accept;
    }

    boolean sendTo(OpenTransaction transaction) throws IOException {
      if (accept) {
        facts.accepted(transaction, acceptance.orElseThrow());
      }
      AcceptedArchive before = after;
      long published = before.getPublishedEntries() + sendEntries(transaction);
      after =
          before.toBuilder()
              .setPublishedEntries(published)
              .setPublishedChunks(before.getPublishedChunks() + 1)
              .build();
      boolean last = published == before.getEntries();
      if (last) {
        manifest(after).requireEnd();
        answerAnother(transaction);
        endTried = true;
      }
      facts.published(transaction, after);
      return last;
    }

    private long sendEntries(OpenTransaction transaction) throws IOException {
      long left = after.getEntries() - after.getPublishedEntries();
      long sent = 0;
      while (sent < left && (sent == 0 || hasRoom(transaction))) {
        send(transaction, next());
        sent++;
      }
      return sent;
    }

    private Entry next() throws IOException {
      return manifest(after)
          .next()
          .orElseThrow(() -> new EOFException("the manifest of " + facts.key() + " is cut"));
    }

    private boolean hasRoom(OpenTransaction transaction) {
      Duration open = Duration.between(transaction.begun(), clock.instant());
      return limit.hasRoom(transaction.records(), open);
    }

    private void send(OpenTransaction transaction, Entry staged) throws IOException {
      Entry entry =
          staged.toBuilder()
              .setConnector(after.getConnector())
              .setArchiveId(after.getArchiveId())
              .setSnapshotId(after.getSnapshotId())
              .setSignerSha256(after.getSigner().getSha256())
              .build();
      transaction.send(Topic.ENTRIES, entry.getArchiveId() + "/" + entry.getPath(), entry);
      if (entry.getKind() == EntryKind.ENTRY_KIND_FILE) {
        facts.fileAccepted(transaction, entry);
      }
    }

    /** An archive that another arrival has brought was accepted before, seen from this one. */
    private void answerAnother(OpenTransaction transaction) throws IOException {
      if (!after.getArrivalId().equals(arrival.getArrivalId())) {
        if (arrival.hasRestaging()) {
          facts.restaged(transaction, 0);
        }
        facts.repeated(transaction);
      }
    }
  }
}
