package org.xipline.ingest.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.AcceptedArchive;
import org.xipline.schemas.topic.Topic;

@ExtendWith(EmbeddedBrokerExtension.class)
@Timeout(60)
class AcceptedArchivesTest {
  private static final ConnectorName DESK = new ConnectorName("desk");
  private static final ArchiveId COMMITTED = archive(1);
  private static final ArchiveId ABORTED = archive(2);

  private final KafkaClients clients;

  AcceptedArchivesTest(KafkaConnection connection) {
    clients = new KafkaClients(connection);
  }

  @Test
  void shouldWaitForWhatIsBeingDecided() throws Exception {
    try (var producer =
            clients.transactionalProducer(UUID.randomUUID().toString(), Duration.ofSeconds(30));
        var accepted = new AcceptedArchives(clients);
        ExecutorService asker = Executors.newVirtualThreadPerTaskExecutor()) {
      // Given an instance that has written that it accepts an archive, and not committed
      producer.initTransactions();
      write(producer, COMMITTED);

      // When somebody asks, and then it is committed
      Future<Boolean> known = asker.submit(() -> isAccepted(accepted, COMMITTED));
      producer.commitTransaction();

      // Then the answer takes it in
      assertThat(known.get()).isTrue();

      // When another is aborted
      write(producer, ABORTED);
      Future<Boolean> other = asker.submit(() -> isAccepted(accepted, ABORTED));
      producer.abortTransaction();

      // Then it does not
      assertThat(other.get()).isFalse();
      assertThat(accepted.containsAny(COMMITTED)).isTrue();
      assertThat(accepted.containsAny(ABORTED)).isFalse();
    }
  }

  @Test
  void shouldFollowHowFarAnArchiveIsPublished(@TempDir Path directory) throws IOException {
    // Given
    var bench = new PublicationBench(directory);
    assertThat(find(bench)).isEqualTo(new ArchiveProgress.Unknown());

    // When records come, one of them late
    bench.know(progress(0, 3));
    assertThat(find(bench)).isEqualTo(new ArchiveProgress.Unfinished(progress(0, 3)));
    bench.know(progress(2, 3));
    bench.know(progress(1, 3));

    // Then the furthest counts
    assertThat(find(bench)).isEqualTo(new ArchiveProgress.Unfinished(progress(2, 3)));
    bench.know(progress(3, 3));
    bench.know(progress(2, 3));
    assertThat(find(bench)).isEqualTo(new ArchiveProgress.Whole());
    assertThat(bench.accepted.containsAny(PublicationBench.ARCHIVE)).isTrue();
    assertThat(bench.accepted.containsAny(ABORTED)).isFalse();
  }

  @Test
  void shouldTakeARecordOfAnEarlierVersionForAWholeArchive(@TempDir Path directory)
      throws IOException {
    var bench = new PublicationBench(directory);
    bench.know(AcceptedArchive.newBuilder().setConnector("desk").setArrivalId("arrival-1").build());
    assertThat(find(bench)).isEqualTo(new ArchiveProgress.Whole());
  }

  @Test
  void shouldTellConnectorsApartAndPassOverWhatItCannotRead(@TempDir Path directory)
      throws IOException {
    // Given
    var bench = new PublicationBench(directory);
    bench.know("rubbish", new byte[0]);
    bench.know("other/" + PublicationBench.ARCHIVE.hex(), new byte[] {1, 2, 3});

    // Then
    assertThat(find(bench)).isEqualTo(new ArchiveProgress.Unknown());
    assertThat(bench.accepted.containsAny(PublicationBench.ARCHIVE)).isTrue();
    assertThat(bench.accepted.find(new ConnectorName("other"), PublicationBench.ARCHIVE))
        .isEqualTo(new ArchiveProgress.Whole());
  }

  private static ArchiveProgress find(PublicationBench bench) throws IOException {
    return bench.accepted.find(PublicationBench.DESK, PublicationBench.ARCHIVE);
  }

  private static AcceptedArchive progress(long published, long entries) {
    return AcceptedArchive.newBuilder().setPublishedEntries(published).setEntries(entries).build();
  }

  private static boolean isAccepted(AcceptedArchives accepted, ArchiveId archive)
      throws IOException {
    return accepted.find(DESK, archive) instanceof ArchiveProgress.Whole;
  }

  private static void write(Producer<String, byte[]> producer, ArchiveId archive) {
    producer.beginTransaction();
    var _ =
        producer.send(
            new ProducerRecord<>(
                Topic.ARCHIVES.name(), AcceptedArchives.keyOf(DESK, archive), new byte[0]));
    producer.flush();
  }

  private static ArchiveId archive(int number) {
    return new ArchiveId(Sha256.digest(new byte[] {(byte) number}).hex());
  }
}
