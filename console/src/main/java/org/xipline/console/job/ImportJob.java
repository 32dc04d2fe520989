package org.xipline.console.job;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.xipline.archive.ArchiveFile;
import org.xipline.console.job.ArchiveResult.AlreadyImported;
import org.xipline.console.job.ArchiveResult.Imported;
import org.xipline.console.job.ArchiveResult.ImportedElsewhere;
import org.xipline.console.job.ArchiveResult.InProgress;
import org.xipline.console.job.ArchiveResult.Refused;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.ArrivalAnswer;
import org.xipline.console.ledger.PairCounts;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.pipeline.ServiceSet;
import org.xipline.console.restaging.RestagingRequest;
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
  private final ImportOrder order;
  private final EarlierCopies earlierCopies;
  private final ServiceSet services;
  private final ImportProgress progress;
  private final InstantSource clock;

  /**
   * @param pipeline open, without services: what an interrupted run left must not go on before it
   *     is known whether anything was left
   * @param services started by the job; they deliver to the mailboxes of the order
   */
  public ImportJob(
      Pipeline pipeline,
      ImportOrder order,
      EarlierCopies earlierCopies,
      ServiceSet services,
      ImportProgress progress,
      InstantSource clock) {
    this.pipeline = pipeline;
    this.order = order;
    this.earlierCopies = earlierCopies;
    this.services = services;
    this.progress = progress;
    this.clock = clock;
  }

  /** Returns when all is decided, or the deadline has passed; a service that fails ends it. */
  public JobResult run(List<ArchiveFile> archives) throws IOException, InterruptedException {
    Instant began = clock.instant();
    pipeline.ledger().awaitCaughtUp(CATCH_UP);
    Set<ArchiveKey> settledBefore = settled(archives);
    Map<ArchiveKey, ArchiveResult> results = elsewhere(archives);
    List<ArchiveFile> ours =
        archives.stream().filter(it -> !results.containsKey(keyOf(it))).toList();
    if (!ours.isEmpty()) {
      pipeline.start(services);
      Map<ArchiveKey, String> arrivals = ask(ours);
      awaitAll(ours, arrivals, settledBefore, results);
    }
    return new JobResult(inOrder(archives, results), Duration.between(began, clock.instant()));
  }

  /** Archives that are known to belong to other mailboxes. */
  private Map<ArchiveKey, ArchiveResult> elsewhere(List<ArchiveFile> archives)
      throws InterruptedException {
    var results = new HashMap<ArchiveKey, ArchiveResult>();
    for (ArchiveFile archive : archives) {
      Optional<ArchiveAccount> account = pipeline.ledger().queries().find(keyOf(archive));
      if (account.isPresent()) {
        switch (ImportedDestination.of(account.get(), order.mailboxes())) {
          case ImportedDestination.Here() -> {}
          case ImportedDestination.Elsewhere _ when isOnlyRestaged(account.get()) -> {}
          case ImportedDestination.Elsewhere(String mailboxes) ->
              results.put(
                  keyOf(archive),
                  new ImportedElsewhere(archive, account.get(), Optional.of(mailboxes)));
          case ImportedDestination.NotRecorded() -> {
            if (hasCopies(account.get()) && !earlierCopies.areFound(account.get())) {
              results.put(
                  keyOf(archive), new ImportedElsewhere(archive, account.get(), Optional.empty()));
            }
          }
        }
      }
    }
    return results;
  }

  /** Staging delivers nothing, so it does not matter where the messages went. */
  private boolean isOnlyRestaged(ArchiveAccount account) {
    return order.restaging().isPresent() && account.isSettled();
  }

  private static boolean hasCopies(ArchiveAccount account) {
    return account.pairs().delivered() + account.pairs().alreadyPresent() > 0;
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
  private Map<ArchiveKey, String> ask(List<ArchiveFile> archives)
      throws IOException, InterruptedException {
    var arrivals = new LinkedHashMap<ArchiveKey, Arrival>();
    archives.forEach(archive -> arrivals.computeIfAbsent(keyOf(archive), _ -> arrival(archive)));
    if (order.restaging().isPresent()) {
      new RestagingRequest(pipeline.actions(), order.restaging().get()).send(arrivals.values());
    } else {
      publish(arrivals);
    }
    return arrivals.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().getArrivalId()));
  }

  private void publish(Map<ArchiveKey, Arrival> arrivals) {
    List<Future<RecordMetadata>> sends = new ArrayList<>();
    try (Producer<String, byte[]> producer = pipeline.clients().producer(Map.of())) {
      arrivals.forEach((key, arrival) ->
          sends.add(
              producer.send(
                  new ProducerRecord<>(
                      Topic.ARRIVALS.name(), key.asRecordKey(), arrival.toByteArray()))));
      producer.flush();
      sends.forEach(ImportJob::requireSent);
    }
  }

  private Arrival arrival(ArchiveFile archive) {
    Path file = archive.named().toAbsolutePath().normalize();
    Instant now = clock.instant();
    return Arrival.newBuilder()
        .setConnector(order.connector().value())
        .setArchiveId(archive.archiveId().hex())
        .setArrivalId(UUID.randomUUID().toString())
        .setLocation(file.toUri().toString())
        .setFileName(String.valueOf(file.getFileName()))
        .setSizeBytes(archive.sizeBytes())
        .setSnapshotId(order.snapshotId())
        .setArrivedAt(
            Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
        .build();
  }

  private void awaitAll(
      List<ArchiveFile> archives,
      Map<ArchiveKey, String> arrivals,
      Set<ArchiveKey> settledBefore,
      Map<ArchiveKey, ArchiveResult> results)
      throws InterruptedException {
    try (var unnamed =
        new UnnamedMessages(pipeline.clients(), pipeline.ledger().queries(), order.mailboxes())) {
      while (true) {
        long mark = pipeline.ledger().newsSoFar();
        pipeline.requireHealthy();
        for (ArchiveFile archive : archives) {
          ArchiveKey key = keyOf(archive);
          if (!results.containsKey(key)) {
            result(archive, arrivals.getOrDefault(key, ""), settledBefore, unnamed)
                .ifPresent(result -> results.put(key, result));
          }
        }
        report(arrivals.keySet(), results);
        if (results.keySet().containsAll(arrivals.keySet())) {
          return;
        }
        if (order.isOverdue(clock.instant())) {
          archives.forEach(it -> results.computeIfAbsent(keyOf(it), key -> inProgress(it, key)));
          return;
        }
        unnamed.name();
        pipeline.ledger().awaitNews(mark, LOOK_AGAIN);
      }
    }
  }

  private ArchiveResult inProgress(ArchiveFile archive, ArchiveKey key) {
    return new InProgress(archive, pipeline.ledger().queries().find(key));
  }

  private Optional<ArchiveResult> result(
      ArchiveFile archive,
      String arrivalId,
      Set<ArchiveKey> settledBefore,
      UnnamedMessages unnamed) {
    return switch (pipeline.ledger().queries().answerTo(keyOf(archive), arrivalId).orElse(null)) {
      case null -> Optional.empty();
      case ArrivalAnswer.Rejected rejected -> Optional.of(new Refused(archive, rejected));
      case ArrivalAnswer.Restaged(long payloads) ->
          account(archive)
              .flatMap(
                  it -> result(archive, it, OptionalLong.of(payloads), settledBefore, unnamed));
      case ArrivalAnswer.Accepted _, ArrivalAnswer.Repeated _ ->
          account(archive)
              .flatMap(it -> result(archive, it, OptionalLong.empty(), settledBefore, unnamed));
    };
  }

  private Optional<ArchiveAccount> account(ArchiveFile archive) {
    return pipeline.ledger().queries().find(keyOf(archive));
  }

  /** Another command's arrival may have been taken up first. */
  private Optional<ArchiveResult> result(
      ArchiveFile archive,
      ArchiveAccount account,
      OptionalLong restaged,
      Set<ArchiveKey> settledBefore,
      UnnamedMessages unnamed) {
    return switch (ImportedDestination.of(account, order.mailboxes())) {
      case ImportedDestination.Elsewhere _ when isOnlyRestaged(account) ->
          Optional.of(new AlreadyImported(archive, account, restaged));
      case ImportedDestination.Elsewhere(String mailboxes) ->
          Optional.of(new ImportedElsewhere(archive, account, Optional.of(mailboxes)));
      case ImportedDestination.NotRecorded() -> {
        unnamed.claim(account.key());
        yield Optional.empty();
      }
      case ImportedDestination.Here() when !account.isSettled() -> Optional.empty();
      case ImportedDestination.Here() ->
          Optional.of(
              settledBefore.contains(account.key())
                  ? new AlreadyImported(archive, account, restaged)
                  : new Imported(archive, account));
    };
  }

  private void report(Set<ArchiveKey> keys, Map<ArchiveKey, ArchiveResult> results) {
    PairCounts pairs =
        keys.stream()
            .flatMap(key -> pipeline.ledger().queries().find(key).stream())
            .map(ArchiveAccount::pairs)
            .reduce(PairCounts.ZERO, PairCounts::plus);
    long waiting = keys.stream().filter(it -> !results.containsKey(it)).count();
    progress.at(Math.toIntExact(waiting), pairs.expected() - pairs.pending(), pairs.expected());
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
      case Imported(_, var account) -> new AlreadyImported(archive, account, OptionalLong.empty());
      case AlreadyImported(_, var account, var restaged) ->
          new AlreadyImported(archive, account, restaged);
      case ImportedElsewhere(_, var account, var mailboxes) ->
          new ImportedElsewhere(archive, account, mailboxes);
      case InProgress(_, var account) -> new InProgress(archive, account);
      case Refused(_, var answer) -> new Refused(archive, answer);
    };
  }

  private ArchiveKey keyOf(ArchiveFile archive) {
    return new ArchiveKey(order.connector(), archive.archiveId());
  }

  private static void requireSent(Future<RecordMetadata> send) {
    try {
      var _ = send.get();
    } catch (ExecutionException e) {
      throw new KafkaException("could not publish an arrival", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while arrivals were published", e);
    }
  }
}
