package org.xipline.console.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.console.ledger.Facts.external;
import static org.xipline.console.ledger.Facts.sent;
import static org.xipline.console.ledger.Facts.unmapped;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.ArchiveFile;
import org.xipline.console.job.ArchiveResult.AlreadyImported;
import org.xipline.console.job.ArchiveResult.Imported;
import org.xipline.console.job.ArchiveResult.ImportedElsewhere;
import org.xipline.console.job.ArchiveResult.InProgress;
import org.xipline.console.job.ArchiveResult.Refused;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.Facts;
import org.xipline.console.ledger.PairCounts;
import org.xipline.console.pipeline.DataDirectory;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.console.pipeline.ServiceSet;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.runtime.service.ServiceFailedException;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

class ImportJobTest {
  private static final ConnectorName CONNECTOR = new ConnectorName("desk");
  private static final String BOB = "bob@contoso.example";

  @TempDir private Path directory;

  @Test
  @Timeout(120)
  void shouldTellWhatBecameOfEachArchiveAndGoOnWithWhatWasInterrupted() throws Exception {
    // Given two archives, one of them named twice
    ArchiveFile good = archive("good.xip");
    ArchiveFile again = ArchiveFile.read(Files.copy(good.named(), directory.resolve("again.xip")));
    ArchiveFile bad = archive("bad.xip");
    DataDirectory data = data();

    try (var pipeline = EmbeddedPipeline.open(data)) {
      // When the services fail before the pair is delivered
      var failing = new Answering((facts, arrival) -> List.of(accepted(facts, arrival)), true);
      assertThatThrownBy(() -> job(pipeline, failing).run(List.of(good)))

          // Then the job ends with their failure
          .isInstanceOf(ServiceFailedException.class)
          .hasMessageContaining("disk full");
    }

    try (var pipeline = EmbeddedPipeline.open(data)) {
      // When it is run again, with more archives
      var services = new Answering(ImportJobTest::answersOfTheSecondRun, false);
      JobResult result = job(pipeline, services).run(List.of(good, bad, again));

      // Then
      assertThat(result.archives())
          .hasExactlyElementsOfTypes(Imported.class, Refused.class, AlreadyImported.class);
      assertThat(result.totals()).isEqualTo(new PairCounts(3, 1, 0, 1, 1, 0, 0));
      assertThat(result.isBalanced()).isTrue();
      assertThat(result.hasRefused()).isTrue();
    }

    try (var pipeline = EmbeddedPipeline.open(data)) {
      // When there is nothing left to do
      var services = new Answering((facts, arrival) -> List.of(repeated(facts, arrival)), false);
      JobResult result = job(pipeline, services).run(List.of(good));

      // Then
      assertThat(result.archives()).hasExactlyElementsOfTypes(AlreadyImported.class);
      assertThat(result.totals()).isEqualTo(new PairCounts(3, 1, 0, 1, 1, 0, 0));
    }
  }

  private static List<Outcome> answersOfTheSecondRun(Facts facts, Arrival arrival) {
    if (arrival.getFileName().equals("bad.xip")) {
      return List.of(facts.rejected(arrival.getArrivalId(), "unsigned"));
    }
    return List.of(
        repeated(facts, arrival),
        facts.converted(
            "a.json", sent(BOB), external("eve@fabrikam.example"), unmapped("x@contoso.example")),
        facts.delivered("a.json", BOB));
  }

  private static Outcome accepted(Facts facts, Arrival arrival) {
    return facts.accepted(arrival.getArrivalId(), 1, 1);
  }

  private static Outcome repeated(Facts facts, Arrival arrival) {
    return facts.repeated(arrival.getArrivalId());
  }

  @Test
  @Timeout(120)
  void shouldDeliverNothingOfAnArchiveThatBelongsElsewhere() throws Exception {
    // Given an archive that another command has taken up for other mailboxes, and not finished
    ArchiveFile file = archive("a.xip");
    var accepting = new Answering(takenUpFor("maildir:/A"), false);
    try (var pipeline = EmbeddedPipeline.open(data())) {
      JobResult result =
          job(pipeline, accepting, "maildir:/A", Optional.of(Instant.now())).run(List.of(file));

      // Then it is in progress when the time to wait is over
      assertThat(result.archives()).hasExactlyElementsOfTypes(InProgress.class);
      assertThat(result.isInProgress()).isTrue();
      assertThat(result.isBalanced()).isFalse();
    }

    try (var pipeline = EmbeddedPipeline.open(data())) {
      // When it is imported into others
      JobResult result =
          job(pipeline, accepting, "maildir:/B", Optional.empty()).run(List.of(file));

      // Then it stays where it is, whether it was accepted before or only now
      assertThat(result.archives())
          .singleElement()
          .isInstanceOfSatisfying(
              ImportedElsewhere.class, it -> assertThat(it.mailboxes()).contains("maildir:/A"));
      assertThat(result.accounts()).isEmpty();
      assertThat(result.isInProgress()).isFalse();
    }

    // And whoever comes back to the first ones goes on
    var finishing =
        new Answering(
            (facts, arrival) ->
                List.of(
                    repeated(facts, arrival),
                    facts.converted("a.json", sent(BOB)),
                    facts.delivered("a.json", BOB)),
            false);
    try (var pipeline = EmbeddedPipeline.open(data())) {
      JobResult result =
          job(pipeline, finishing, "maildir:/A", Optional.empty()).run(List.of(file));
      assertThat(result.archives()).hasExactlyElementsOfTypes(Imported.class);
    }
  }

  private static BiFunction<Facts, Arrival, List<Outcome>> takenUpFor(String mailboxes) {
    return (facts, arrival) -> List.of(facts.accepted(arrival.getArrivalId(), 1, 1, mailboxes));
  }

  private DataDirectory data() {
    return new DataDirectory(directory.resolve("data"));
  }

  private static ImportJob job(EmbeddedPipeline pipeline, ServiceSet services) {
    return job(pipeline, services, "", Optional.empty());
  }

  private static ImportJob job(
      EmbeddedPipeline pipeline,
      ServiceSet services,
      String mailboxes,
      Optional<Instant> deadline) {
    return new ImportJob(
        pipeline,
        new ImportOrder(CONNECTOR, "snapshot", mailboxes, Optional.empty(), deadline),
        _ -> true,
        services,
        (_, _, _) -> {},
        InstantSource.system());
  }

  private ArchiveFile archive(String name) throws Exception {
    return ArchiveFile.read(Files.writeString(directory.resolve(name), "content of " + name));
  }

  /** Stands for all the services: answers each arrival of this run with outcomes. */
  private record Answering(BiFunction<Facts, Arrival, List<Outcome>> answers, boolean thenFail)
      implements ServiceSet {

    @Override
    public List<Service> create(ServiceContext context) {
      return List.of(new AnsweringService(this, context));
    }
  }

  private static final class AnsweringService implements Service {
    private final Answering script;
    private final ServiceContext context;
    private final Thread thread = new Thread(this::answer, "answering");
    private volatile boolean closing;

    AnsweringService(Answering script, ServiceContext context) {
      this.script = script;
      this.context = context;
    }

    @Override
    public String name() {
      return "answering";
    }

    @Override
    public void start() {
      thread.start();
    }

    @Override
    public void close() {
      closing = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void answer() {
      var clients = new KafkaClients(context.connection());
      try (var arrivals = clients.consumer("answering", Map.of());
          var outcomes = clients.producer(Map.of())) {
        arrivals.subscribe(List.of(Topic.ARRIVALS.name()));
        while (!closing) {
          for (var record : arrivals.poll(Duration.ofMillis(100))) {
            answer(outcomes, Topic.ARRIVALS.parser().parseFrom(record.value()));
          }
          arrivals.commitSync();
        }
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(e);
      }
    }

    private void answer(Producer<String, byte[]> outcomes, Arrival arrival) {
      var facts = new Facts(new ArchiveKey(CONNECTOR, new ArchiveId(arrival.getArchiveId())));
      for (Outcome outcome : script.answers().apply(facts, arrival)) {
        var _ =
            outcomes.send(
                new ProducerRecord<>(
                    Topic.OUTCOMES.name(), outcome.getArchiveId(), outcome.toByteArray()));
      }
      outcomes.flush();
      if (script.thenFail()) {
        context.failures().failed(name(), new IllegalStateException("disk full"));
      }
    }
  }
}
