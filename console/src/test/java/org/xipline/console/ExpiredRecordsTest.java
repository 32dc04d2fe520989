package org.xipline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.command.PipelineServices;
import org.xipline.console.demo.SampleArchive;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.console.topic.HighWatermarks;
import org.xipline.console.topic.TopicReading;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.service.Service;
import org.xipline.schemas.topic.Topic;
import tools.jackson.databind.JsonNode;

/** An import that is interrupted for so long that its records expire. */
@NightlyTest
class ExpiredRecordsTest {
  /** One of the pairs is the second address of a mailbox. */
  private static final int COPIES = 19;

  private static final String OF_ALL =
      "{\"expected\":25,\"delivered\":20,\"alreadyPresent\":0,\"external\":1,\"unmapped\":1,"
          + "\"deadLettered\":3,\"pending\":0}";

  @TempDir private Path directory;
  private Installation installation;
  private SampleArchive sample;

  @BeforeEach
  void install() throws Exception {
    installation = new Installation(directory);
    sample = SampleArchive.in(directory);
  }

  @Test
  @Timeout(300)
  void shouldGoOnWithAnImportWhoseEntriesHaveExpired() throws Exception {
    // Given an import that was interrupted before anything was converted
    interrupted(1, Topic.ENTRIES);
    expire(Topic.ENTRIES);
    assertThat(installation.delivered()).isEmpty();

    // When
    CommandLineRun again = importing(new EmbeddedServices());

    // Then
    assertThat(again.exitCode()).as(again.err()).isEqualTo(3);
    assertThat(again.json().at("/archives/0/state").asString()).isEqualTo("imported");
    assertThat(again.json().get("totals").toString()).isEqualTo(OF_ALL);
    assertThat(installation.delivered()).hasSize(COPIES);
  }

  @Test
  @Timeout(300)
  void shouldReplayPendingPairsWhoseMessagesHaveExpiredAndOnlyThose() throws Exception {
    // Given an import that was interrupted before anything was delivered
    interrupted(2, Topic.MESSAGES);
    expire(Topic.MESSAGES);
    JsonNode before = installation.run("status", "--json").json().at("/archives/0");
    assertThat(before.get("state").asString()).isEqualTo("in-progress");
    assertThat(before.at("/totals/pending").asInt()).isEqualTo(22);

    // When
    CommandLineRun replayed = replay("dead-letters", "replay", "--all");

    // Then all of them have their outcomes, two over the limit among them
    assertThat(replayed.exitCode()).as(replayed.err()).isEqualTo(3);
    assertThat(replayed.json().at("/replay/outcomes/delivered").asInt()).isEqualTo(20);
    assertThat(replayed.json().get("totals").toString()).isEqualTo(OF_ALL);
    assertThat(replayed.json().get("balanced").asBoolean()).isTrue();
    assertThat(installation.delivered()).hasSize(COPIES);
  }

  @Test
  @Timeout(300)
  void shouldSetAsideWhatIsGoneAltogetherSoThatTheArchiveSettles() throws Exception {
    // Given an archive whose messages have expired, and whose payloads somebody has removed
    interrupted(2, Topic.MESSAGES);
    expire(Topic.MESSAGES);
    removePayloads();
    String archive = archive();

    // When
    CommandLineRun replayed = replay("replay", "--archive", archive);

    // Then nothing was delivered, and that is what it says
    assertThat(replayed.exitCode()).as(replayed.err()).isEqualTo(3);
    assertThat(replayed.json().at("/replay/outcomes/delivered").asInt()).isZero();
    assertThat(replayed.json().at("/replay/outcomes/deadLettered").asInt()).isEqualTo(22);
    assertThat(replayed.json().at("/totals/pending").asInt()).isZero();
    assertThat(replayed.json().get("balanced").asBoolean()).isTrue();

    // When it is dismissed
    CommandLineRun dismissed =
        installation.run(
            "dead-letters", "dismiss", "--all", "--why", "the source keeps it", "--json");

    // Then nobody is asked to act, and the archive may be purged
    assertThat(dismissed.json().get("dismissed").asInt()).isEqualTo(24);
    CommandLineRun left = installation.run("dead-letters", "list", "--json");
    assertThat(left.json().get("deadLetters")).isEmpty();
    assertThat(installation.run("status").out()).doesNotContain("in-progress");
  }

  @Test
  @Timeout(300)
  void shouldSayThatTheManifestIsMissingWhereNobodyKnowsWhichItemsWait() throws Exception {
    // Given items that were never converted, as seen with another payload store than the services'
    interrupted(1, Topic.ENTRIES);
    expire(Topic.ENTRIES);
    removePayloads();

    // When
    CommandLineRun replayed = replay("replay", "--archive", archive());
    CommandLineRun again = importing(new EmbeddedServices());

    // Then neither says that all is well, or waits for what cannot come
    assertThat(replayed.exitCode()).isEqualTo(1);
    assertThat(replayed.err()).contains("manifest is not in the payload store", "payloads.store");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("manifest is not in the payload store");
  }

  @Test
  @Timeout(300)
  void shouldNotCallAReplayDoneThatDeliversNothing() throws Exception {
    // Given what was delivered long ago: neither messages nor payloads are left
    assertThat(importing(new EmbeddedServices()).exitCode()).isEqualTo(3);
    expire(Topic.MESSAGES);
    removePayloads();

    // When
    CommandLineRun replayed = replay("replay", "--archive", archive());

    // Then
    assertThat(replayed.exitCode()).as(replayed.err()).isEqualTo(3);
    assertThat(replayed.json().at("/replay/selected").asInt()).isEqualTo(20);
    assertThat(replayed.json().at("/replay/notReplayable").asInt()).isEqualTo(20);
    assertThat(replayed.json().get("totals").toString()).isEqualTo(OF_ALL);
  }

  @Test
  @Timeout(300)
  void shouldDeliverAgainFromTheManifestWhatTheTopicDoesNotHoldAnyMore() throws Exception {
    // Given a message that was deleted from its mailbox after the topic let it go
    assertThat(importing(new EmbeddedServices()).exitCode()).isEqualTo(3);
    expire(Topic.MESSAGES);
    Files.delete(installation.delivered().getFirst());

    // When
    CommandLineRun replayed = replay("replay", "--archive", archive());

    // Then that one comes back, and no other comes twice
    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    assertThat(replayed.json().at("/replay/notReplayable").asInt()).isZero();
    assertThat(replayed.json().at("/replay/outcomes/pending").asInt()).isZero();
    assertThat(installation.delivered()).hasSize(COPIES);
  }

  @Test
  @Timeout(300)
  void shouldNotWaitForArchivesThatAReplayIsNotAbout() throws Exception {
    // Given an archive that nothing settles, and the same one of another connector
    interrupted(2, Topic.MESSAGES);
    expire(Topic.MESSAGES);
    assertThat(importing(new EmbeddedServices(), "--connector", "other").exitCode()).isEqualTo(3);

    // When
    CommandLineRun replayed =
        replay("dead-letters", "replay", "--connector", "other", "--limit", "20MiB");

    // Then
    assertThat(replayed.exitCode()).as(replayed.err()).isEqualTo(3);
    assertThat(replayed.json().at("/replay/selected").asInt()).isEqualTo(4);
    assertThat(replayed.json().at("/replay/outcomes/delivered").asInt()).isEqualTo(2);
    assertThat(replayed.json().get("archives")).hasSize(1);
    assertThat(installation.run("status").out()).contains("in-progress");
  }

  private void interrupted(int services, Topic<?> reached) {
    PipelineServices until =
        (place, limits) -> {
          DeliveringServices whole = new EmbeddedServices().deliveringTo(place, limits);
          return new DeliveringServices(
              whole.location(),
              whole.mailboxes(),
              ground -> {
                List<Service> all = whole.services().apply(ground);
                var some = new ArrayList<>(all.subList(0, services));
                // What was made and is not started has threads already.
                all.subList(services, all.size()).forEach(Service::close);
                some.add(
                    new EndedBy(
                        new KafkaClients(ground.connection()),
                        reached,
                        () ->
                            ground.failures().failed("interruption", new IllegalStateException())));
                return some;
              });
        };
    assertThat(importing(until).exitCode()).isEqualTo(1);
  }

  private CommandLineRun importing(PipelineServices services, String... more) {
    return CommandLineRun.of(
        services,
        Stream.concat(
                Stream.of(
                    "import",
                    sample.archive().toString(),
                    "--trust",
                    sample.authority().toString(),
                    "--users",
                    sample.users().toString(),
                    "--mailboxes",
                    installation.mailboxes(),
                    "--json",
                    "--data",
                    installation.data().toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private CommandLineRun replay(String... command) {
    return installation.run(
        Stream.concat(
                Stream.of(command),
                Stream.of("--why", "found", "--json", "--mailboxes", installation.mailboxes()))
            .toList());
  }

  private String archive() {
    return installation.run("status", "--json").json().at("/archives/0/archiveId").asString();
  }

  private void expire(Topic<?> topic) throws Exception {
    try (var pipeline = EmbeddedPipeline.open(installation.data());
        var consumer = pipeline.clients().assignedConsumer();
        Admin admin = pipeline.clients().admin()) {
      var ends = HighWatermarks.of(pipeline.clients(), TopicReading.partitions(consumer, topic));
      admin
          .deleteRecords(
              ends.entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey, it -> RecordsToDelete.beforeOffset(it.getValue()))))
          .all()
          .get();
    }
  }

  private void removePayloads() throws IOException {
    for (String folder : List.of("entries", "manifests", "messages")) {
      Path gone = installation.data().root().resolve("payloads").resolve(folder);
      if (Files.exists(gone)) {
        try (Stream<Path> files = Files.walk(gone)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  /** Ends the command once nothing comes any more to a topic that has got something. */
  private record EndedBy(KafkaClients clients, Topic<?> topic, Runnable end) implements Service {
    @Override
    public String name() {
      return "interruption";
    }

    @Override
    public void start() {
      Thread.ofVirtual().start(this::await);
    }

    private void await() {
      try (var consumer = clients.assignedConsumer()) {
        var partitions = TopicReading.partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        int seen = 0;
        boolean more = true;
        while (seen == 0 || more) {
          more = !consumer.poll(Duration.ofSeconds(3)).isEmpty();
          seen += more ? 1 : 0;
        }
        end.run();
      }
    }

    @Override
    public void close() {}
  }
}
