package org.xipline.console.job;

import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.xipline.console.job.ArchiveResult.AlreadyImported;
import org.xipline.console.job.ArchiveResult.Imported;
import org.xipline.console.job.ArchiveResult.Refused;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.ArrivalAnswer;
import org.xipline.console.ledger.Ledger;
import org.xipline.console.ledger.PairCounts;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.pipeline.ServiceSet;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.topic.Topic;

/**
 * Asks a pipeline to import archives, and waits until the ledger has the last word on each:
 * refused, or every pair with its final outcome. All of them are under way at once.
 */
public final class ImportJob {
  private static final Duration CATCH_UP = Duration.ofMinutes(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Pipeline pipeline;
  private final ConnectorName connector;
  private final String snapshotId;
  private final ServiceSet services;
  private final ImportProgress progress;

  /**
   * @param pipeline open, without services: what an interrupted run left must not go on before it
   *     is known whether anything was left
   * @param snapshotId users and rules to run under; in the pipeline's payload store
   * @param services started by the job
   */
  public ImportJob(
      Pipeline pipeline,
      ConnectorName connector,
      String snapshotId,
      ServiceSet services,
      ImportProgress progress) {
    this.pipeline = pipeline;
    this.connector = connector;
    this.snapshotId = snapshotId;
    this.services = services;
    this.progress = progress;
  }

  /** Returns when all is decided; a service that fails ends it. */
  public JobResult run(List<ArchiveFile> archives) throws InterruptedException {
    Instant began = Instant.now();
    Ledger ledger = pipeline.ledger();
    ledger.awaitCaughtUp(CATCH_UP);
    Set<ArchiveKey> settledBefore = settled(archives);
    Map<ArchiveKey, String> arrivals = publish(archives);
    pipeline.start(services);
    Map<ArchiveKey, ArchiveResult> results = awaitAll(archives, arrivals, settledBefore);
    return new JobResult(inOrder(archives, results), Duration.between(began, Instant.now()));
  }

  private Set<ArchiveKey> settled(List<ArchiveFile> archives) {
    var settled = new HashSet<ArchiveKey>();
    for (ArchiveFile archive : archives) {
      pipeline
          .ledger()
          .queries()
          .find(keyOf(archive))
          .filter(ArchiveAccount::isSettled)
          .ifPresent(account -> settled.add(account.key()));
    }
    return settled;
  }

  /** One arrival for each archive, however often it was named. */
  private Map<ArchiveKey, String> publish(List<ArchiveFile> archives) {
    var arrivals = new HashMap<ArchiveKey, String>();
    List<Future<RecordMetadata>> sends = new ArrayList<>();
    try (Producer<String, byte[]> producer = pipeline.clients().producer(Map.of())) {
      for (ArchiveFile archive : archives) {
        ArchiveKey key = keyOf(archive);
        if (!arrivals.containsKey(key)) {
          Arrival arrival = arrival(archive);
          arrivals.put(key, arrival.getArrivalId());
          sends.add(
              producer.send(
                  new ProducerRecord<>(
                      Topic.ARRIVALS.name(), key.asRecordKey(), arrival.toByteArray())));
        }
      }
      producer.flush();
      sends.forEach(ImportJob::requireSent);
    }
    return arrivals;
  }

  private Arrival arrival(ArchiveFile archive) {
    Path file = archive.named().toAbsolutePath().normalize();
    Instant now = Instant.now();
    return Arrival.newBuilder()
        .setConnector(connector.value())
        .setArchiveId(archive.archiveId().hex())
        .setArrivalId(UUID.randomUUID().toString())
        .setLocation(file.toUri().toString())
        .setFileName(String.valueOf(file.getFileName()))
        .setSizeBytes(archive.sizeBytes())
        .setSnapshotId(snapshotId)
        .setArrivedAt(
            Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
        .build();
  }

  private Map<ArchiveKey, ArchiveResult> awaitAll(
      List<ArchiveFile> archives, Map<ArchiveKey, String> arrivals, Set<ArchiveKey> settledBefore)
      throws InterruptedException {
    var results = new HashMap<ArchiveKey, ArchiveResult>();
    while (true) {
      long mark = pipeline.ledger().newsSoFar();
      pipeline.requireHealthy();
      for (ArchiveFile archive : archives) {
        ArchiveKey key = keyOf(archive);
        if (!results.containsKey(key)) {
          result(archive, arrivals.getOrDefault(key, ""), settledBefore)
              .ifPresent(result -> results.put(key, result));
        }
      }
      report(arrivals.keySet(), results);
      if (results.size() == arrivals.size()) {
        return results;
      }
      pipeline.ledger().awaitNews(mark, LOOK_AGAIN);
    }
  }

  private Optional<ArchiveResult> result(
      ArchiveFile archive, String arrivalId, Set<ArchiveKey> settledBefore) {
    ArchiveKey key = keyOf(archive);
    return switch (pipeline.ledger().queries().answerTo(key, arrivalId).orElse(null)) {
      case null -> Optional.empty();
      case ArrivalAnswer.Rejected rejected -> Optional.of(new Refused(archive, rejected));
      case ArrivalAnswer.Accepted _, ArrivalAnswer.Repeated _, ArrivalAnswer.Restaged _ ->
          pipeline
              .ledger()
              .queries()
              .find(key)
              .filter(ArchiveAccount::isSettled)
              .map(account ->
                  settledBefore.contains(key)
                      ? new AlreadyImported(archive, account)
                      : new Imported(archive, account));
    };
  }

  private void report(Set<ArchiveKey> keys, Map<ArchiveKey, ArchiveResult> results) {
    PairCounts pairs =
        keys.stream()
            .flatMap(key -> pipeline.ledger().queries().find(key).stream())
            .map(ArchiveAccount::pairs)
            .reduce(PairCounts.ZERO, PairCounts::plus);
    progress.at(keys.size() - results.size(), pairs.expected() - pairs.pending(), pairs.expected());
  }

  /** A file that names an archive again shows what the first one came to. */
  private List<ArchiveResult> inOrder(
      List<ArchiveFile> archives, Map<ArchiveKey, ArchiveResult> results) {
    var seen = new HashSet<ArchiveKey>();
    var ordered = new ArrayList<ArchiveResult>();
    for (ArchiveFile archive : archives) {
      ArchiveResult result = results.get(keyOf(archive));
      if (result != null) {
        ordered.add(seen.add(keyOf(archive)) ? result : again(archive, result));
      }
    }
    return ordered;
  }

  private static ArchiveResult again(ArchiveFile archive, ArchiveResult first) {
    return switch (first) {
      case Imported(_, var account) -> new AlreadyImported(archive, account);
      case AlreadyImported(_, var account) -> new AlreadyImported(archive, account);
      case Refused(_, var answer) -> new Refused(archive, answer);
    };
  }

  private ArchiveKey keyOf(ArchiveFile archive) {
    return new ArchiveKey(connector, archive.archiveId());
  }

  private static void requireSent(Future<RecordMetadata> send) {
    try {
      var _ = send.get();
    } catch (ExecutionException e) {
      throw new KafkaException("an arrival could not be published", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while arrivals were published", e);
    }
  }
}
