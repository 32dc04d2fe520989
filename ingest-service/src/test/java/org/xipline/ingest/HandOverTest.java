package org.xipline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.ingest.arrival.ArrivalTask;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.CommittedRecords;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.ArrivalAnswer;
import org.xipline.schemas.record.ArrivalResult;
import org.xipline.schemas.record.EntriesPublished;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

/** Members of the group come, go and die, against a real broker. */
@ExtendWith(EmbeddedBrokerExtension.class)
@Timeout(200)
class HandOverTest {
  private static final int FILES = 50;

  @TempDir private Path directory;

  private final List<Member> members = new ArrayList<>();
  private IngestBench bench;
  private String group;

  @BeforeEach
  void setUp(KafkaConnection connection) throws Exception {
    bench = new IngestBench(connection, directory);
    group = "ingest-" + UUID.randomUUID();
    passOverWhatIsThere();
  }

  @AfterEach
  void tearDown() throws Exception {
    for (Member member : members) {
      member.close();
    }
  }

  @Test
  void shouldPublishEveryEntryOnceWhenAMemberDiesBetweenChunks() throws Exception {
    // Given a member that has published some of the chunks, and is not heard of again
    Arrival arrival = bench.arrive("dying", archive("dying"));
    member().turnUntil(() -> published(arrival) >= 15);
    assertThat(published(arrival)).isLessThan(FILES);
    assertThat(bench.hasPassed(group, arrival)).isFalse();

    // When
    member().turnUntil(() -> bench.hasPassed(group, arrival));

    // Then
    assertPublishedOnce(arrival);
  }

  @Test
  void shouldPublishEveryEntryOnceWhenAMemberDiesWithinAChunk() throws Exception {
    // Given a member whose third transaction stays open
    Arrival arrival = bench.arrive("open", archive("open"));
    var commits = new ArrayList<Object>();
    Duration timeout = Duration.ofSeconds(4);
    member("dying", timeout, task -> task, producer -> hangingAtCommit(producer, commits, 3))
        .turnUntil(() -> commits.size() == 3);

    // When
    member().turnUntil(() -> bench.hasPassed(group, arrival));

    // Then
    assertPublishedOnce(arrival);
  }

  @Test
  void shouldNotWaitForATransactionThatItsLastIncarnationLeftOpen() throws Exception {
    // Given a transaction that the brokers would hold open for longer than this test lasts
    Arrival arrival = bench.arrive("restart", archive("restart"));
    var commits = new ArrayList<Object>();
    Duration timeout = Duration.ofMinutes(10);
    member("restart", timeout, task -> task, producer -> hangingAtCommit(producer, commits, 3))
        .turnUntil(() -> commits.size() == 3);

    // When
    member("restart", timeout, task -> task, producer -> producer)
        .turnUntil(() -> bench.hasPassed(group, arrival));

    // Then
    assertPublishedOnce(arrival);
  }

  @Test
  void shouldPublishEveryEntryOnceWhenTheArrivalChangesHandsAgainAndAgain() throws Exception {
    // Given
    Arrival arrival = bench.arrive("moving", archive("moving"));

    // When
    while (!bench.hasPassed(group, arrival)) {
      Member holder = member();
      long before = published(arrival);
      holder.turnUntil(() -> published(arrival) > before || bench.hasPassed(group, arrival));
      members.remove(holder);
      holder.close();
    }

    // Then
    assertPublishedOnce(arrival);
  }

  @Test
  void shouldCommitNothingForAMemberThatTheGroupHasGivenUp() throws Exception {
    // Given a member that is about to publish, and polls no more
    Arrival arrival = bench.arrive("fenced", archive("fenced"));
    var prepared = new CountDownLatch(1);
    Member slow =
        member(task ->
            (record, othersWait) -> {
              ArrivalTask.Prepared result = task.prepare(record, othersWait);
              prepared.countDown();
              return result;
            });
    slow.turnUntil(() -> prepared.getCount() == 0);
    Member next = member();
    next.turnUntil(() -> bench.hasPassed(group, arrival));

    // When it publishes before it hears that it was given up
    Arrival later = bench.arrive("later", archive("later"));
    slow.turnUntil(() -> {
      turn(next);
      return published(later) == FILES;
    });

    // Then
    assertPublishedOnce(arrival);
    assertPublishedOnce(later);
  }

  @Test
  void shouldReadItsOtherPartitionsWhenTheOneInHandMoves() throws Exception {
    // Given a member with an arrival in hand that takes for ever, and all is paused for it
    int doomed = 3;
    Path endless = archive("endless");
    bench.arrive("endless", endless, digestOf(endless), doomed, it -> it);
    Member member =
        member(task ->
            (record, othersWait) -> {
              if (record.key().startsWith("endless")) {
                awaitInterrupt();
              }
              return task.prepare(record, othersWait);
            });
    member.turnUntil(() -> member.consumer.paused().size() == Topic.ARRIVALS.partitions());

    // When its partition goes to another member
    try (Consumer<String, byte[]> other = bench.clients.consumer(group, Map.of())) {
      other.subscribe(List.of(Topic.ARRIVALS.name()));
      member.turnUntil(() -> {
        other.poll(Duration.ofMillis(50));
        return other.assignment().contains(partition(doomed));
      });
      Set<TopicPartition> kept = Set.copyOf(member.consumer.assignment());
      assertThat(kept).isNotEmpty().doesNotContain(partition(doomed));

      // Then what arrives in the partitions that it keeps is dealt with
      for (TopicPartition partition : kept) {
        Path good = archive("kept" + partition.partition());
        Arrival arrival =
            bench.arrive("kept", good, digestOf(good), partition.partition(), it -> it);
        member.turnUntil(() -> {
          other.poll(Duration.ofMillis(50));
          return bench.hasPassed(group, arrival);
        });
        assertPublishedOnce(arrival);
      }
    }
  }

  private Member member() {
    return member(UnaryOperator.identity());
  }

  private Member member(UnaryOperator<ArrivalTask> task) {
    String id = UUID.randomUUID().toString();
    return member(id, Duration.ofSeconds(4), task, UnaryOperator.identity());
  }

  private Member member(
      String transactionalId,
      Duration transactionTimeout,
      UnaryOperator<ArrivalTask> task,
      UnaryOperator<Producer<String, byte[]>> producer) {
    var member = new Member(bench, group, transactionalId, transactionTimeout, task, producer);
    members.add(member);
    return member;
  }

  private static void turn(Member member) {
    try {
      member.loop.turn();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitInterrupt() throws IOException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IOException("given up", e);
    }
  }

  /** A producer whose process stops at this commit. */
  @SuppressWarnings("unchecked")
  private static Producer<String, byte[]> hangingAtCommit(
      Producer<String, byte[]> producer, List<Object> commits, int number) {
    return (Producer<String, byte[]>)
        Proxy.newProxyInstance(
            HandOverTest.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (_, method, arguments) -> {
              if (method.getName().equals("commitTransaction")) {
                commits.add(method);
                if (commits.size() == number) {
                  producer.flush();
                  new CountDownLatch(1).await();
                }
              }
              try {
                return method.invoke(producer, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void passOverWhatIsThere() throws Exception {
    try (Admin admin = bench.clients.admin();
        Consumer<String, byte[]> consumer = bench.clients.assignedConsumer()) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topic.ARRIVALS.partitions())
              .mapToObj(HandOverTest::partition)
              .toList();
      var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
      consumer
          .endOffsets(partitions)
          .forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end)));
      admin.alterConsumerGroupOffsets(group, offsets).all().get();
    }
  }

  private Path archive(String name) throws IOException {
    ArchiveFixture archive = ArchiveFixture.create();
    for (int i = 0; i < FILES; i++) {
      archive.file("%s/%02d.json".formatted(name, i), "{\"Id\":\"" + i + "\"}");
    }
    return archive.writeTo(directory.resolve(name + ".xip"));
  }

  private long published(Arrival arrival) {
    return bench.outcomes(arrival).stream()
        .filter(Outcome::hasEntriesPublished)
        .map(Outcome::getEntriesPublished)
        .mapToLong(EntriesPublished::getPublished)
        .max()
        .orElse(0);
  }

  private void assertPublishedOnce(Arrival arrival) {
    assertThat(bench.entries(arrival))
        .hasSize(FILES)
        .extracting(Entry::getPath)
        .doesNotHaveDuplicates();
    List<Outcome> outcomes = bench.outcomes(arrival);
    assertThat(outcomes).filteredOn(Outcome::hasArchiveAccepted).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome::hasArchiveRepeated).isEmpty();
    List<EntriesPublished> chunks =
        outcomes.stream()
            .filter(Outcome::hasEntriesPublished)
            .map(Outcome::getEntriesPublished)
            .toList();
    assertThat(chunks)
        .extracting(EntriesPublished::getChunk)
        .containsExactlyElementsOf(IntStream.range(0, chunks.size()).boxed().toList());
    assertThat(CommittedRecords.of(bench.clients, Topic.ARRIVAL_ANSWERS))
        .filteredOn(it -> it.getArrivalId().equals(arrival.getArrivalId()))
        .extracting(ArrivalAnswer::getResult)
        .containsExactly(ArrivalResult.ARRIVAL_RESULT_ACCEPTED);
  }

  private static Sha256 digestOf(Path archive) throws IOException {
    return Sha256.digest(Files.readAllBytes(archive));
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topic.ARRIVALS.name(), number);
  }
}
