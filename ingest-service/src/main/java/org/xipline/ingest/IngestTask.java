package org.xipline.ingest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.xipline.ingest.arrival.ArrivalReading;
import org.xipline.ingest.arrival.ArrivalTask;
import org.xipline.ingest.arrival.NextLook;
import org.xipline.ingest.publication.ArchivePublisher;
import org.xipline.ingest.publication.ArrivalContext;
import org.xipline.ingest.publication.Publication;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.payload.ArchiveStaging;
import org.xipline.schemas.record.Arrival;

/** From a record of {@code xip.arrivals} to what is told of it. For one thread. */
public final class IngestTask implements ArrivalTask {
  private final ArchiveIngestion ingestion;
  private final ArchivePublisher publisher;
  private final IngestMetrics metrics;
  private final InstantSource clock;
  private final UnseenArchives unseen;

  public IngestTask(
      ArchiveIngestion ingestion,
      ArchivePublisher publisher,
      IngestMetrics metrics,
      InstantSource clock) {
    this.ingestion = ingestion;
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
    this.unseen = new UnseenArchives(clock);
  }

  /** Degraded while this instance cannot read files that others may see. Safe for any thread. */
  public Health health() {
    return unseen.health();
  }

  /** How many archives cannot be read here. Safe for any thread. */
  int unseen() {
    return unseen.size();
  }

  @Override
  public Prepared prepare(ConsumerRecord<String, byte[]> record, boolean othersWait)
      throws IOException {
    return switch (ArrivalReading.of(record)) {
      case ArrivalReading.Readable(var arrival) -> prepare(arrival, othersWait);
      case ArrivalReading.Unreadable(var key, var letter) ->
          new Prepared.Ready(publisher.setAside(key, letter), metrics::setAside);
    };
  }

  private Prepared prepare(Arrival arrival, boolean othersWait) throws IOException {
    if (!arrival.hasUnseen()) {
      return look(arrival);
    }
    return switch (NextLook.of(arrival.getUnseen(), clock.instant(), othersWait)) {
      case NextLook.Now() -> look(arrival);
      case NextLook.Rest(var until) -> new Prepared.Resting(until);
      case NextLook.LetOthersGoFirst(var later) ->
          new Prepared.Ready(
              publisher.postponed(arrival.toBuilder().setUnseen(later).build()),
              metrics::postponed);
    };
  }

  private Prepared look(Arrival arrival) throws IOException {
    Instant begun = clock.instant();
    publisher.ready();
    Ingestion result = ingestion.ingest(arrival);
    if (result instanceof Ingestion.PassedOn(var next)) {
      unseen.add(next);
    } else {
      unseen.remove(arrival);
    }
    return new Prepared.Ready(
        publication(arrival, result),
        () -> metrics.told(result, Duration.between(begun, clock.instant())));
  }

  private Publication publication(Arrival arrival, Ingestion result) {
    return switch (result) {
      case Ingestion.Accepted(var acceptance, var staging) ->
          settling(staging, publisher.accepted(arrival, acceptance));
      case Ingestion.Unfinished() -> publisher.unfinished(arrival);
      case Ingestion.Rejected(var reason, var detail, var signer) ->
          publisher.rejected(arrival, reason, detail, signer);
      case Ingestion.Repeated() -> publisher.repeated(arrival);
      case Ingestion.Restaged(long payloads, var staging) ->
          settling(staging, publisher.restaged(arrival, payloads));
      case Ingestion.PassedOn(var next) -> publisher.passedOn(next);
    };
  }

  private Publication settling(ArchiveStaging staging, Publication publication) {
    return new Publication() {
      @Override
      public boolean publishNext(ArrivalContext origin) throws IOException {
        boolean last = publication.publishNext(origin);
        if (last) {
          ingestion.settle(staging);
        }
        return last;
      }

      @Override
      public void close() throws IOException {
        publication.close();
      }
    };
  }
}
