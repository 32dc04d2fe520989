package org.xipline.ingest.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.ingest.publication.PublicationBench.ARRIVAL;
import static org.xipline.ingest.publication.PublicationBench.OFFSET;
import static org.xipline.ingest.publication.PublicationBench.SIGNER;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.ingest.staging.StagedArchive;
import org.xipline.schemas.record.AcceptedArchive;
import org.xipline.schemas.record.ArchiveAccepted;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.ArrivalAnswer;
import org.xipline.schemas.record.ArrivalResult;
import org.xipline.schemas.record.EntriesPublished;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Restaging;
import org.xipline.schemas.topic.Topic;

class EntriesPublicationTest {
  private PublicationBench bench;

  @BeforeEach
  void setUp(@TempDir Path directory) throws IOException {
    bench = new PublicationBench(directory);
  }

  @Test
  void shouldTellASmallArchiveInOneTransaction() throws IOException {
    // Given
    StagedArchive staged = bench.staged(2, 1);

    // When
    int transactions =
        bench.publishAll(
            bench.publisher.accepted(
                ARRIVAL, new AcceptedArchiveFacts(staged, SIGNER, "imap://mail:143")));

    // Then
    assertThat(transactions).isEqualTo(1);
    assertThat(bench.offsets()).containsExactly(OFFSET + 1);
    assertThat(outcomes())
        .extracting(Outcome::getFactCase)
        .containsExactly(
            Outcome.FactCase.ARCHIVE_ACCEPTED,
            Outcome.FactCase.FILE_ACCEPTED,
            Outcome.FactCase.ENTRIES_PUBLISHED);
    assertThat(outcomes().getFirst().getArchiveAccepted())
        .isEqualTo(
            ArchiveAccepted.newBuilder()
                .setArrivalId("arrival-1")
                .setFileName("a.xip")
                .setSizeBytes(77)
                .setEntries(3)
                .setItems(2)
                .setSigner(SIGNER)
                .setSnapshotId("feed")
                .setManifestSha256(staged.manifest().getSha256())
                .setMailboxServer("imap://mail:143")
                .build());
    assertThat(outcomes().getLast().getEntriesPublished())
        .isEqualTo(EntriesPublished.newBuilder().setPublished(3).setEntries(3).build());
    assertThat(bench.committed(Topic.ENTRIES).getLast())
        .satisfies(entry -> {
          assertThat(entry.getConnector()).isEqualTo("desk");
          assertThat(entry.getArchiveId()).isEqualTo(PublicationBench.ARCHIVE.hex());
          assertThat(entry.getSnapshotId()).isEqualTo("feed");
          assertThat(entry.getSignerSha256()).isEqualTo("ab");
        });
    assertThat(bench.committed(Topic.ARCHIVES))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.getManifest()).isEqualTo(staged.manifest());
          assertThat(it.getEntries()).isEqualTo(3);
          assertThat(it.getPublishedEntries()).isEqualTo(3);
          assertThat(it.getSigner()).isEqualTo(SIGNER);
          assertThat(it.getArrivalId()).isEqualTo("arrival-1");
        });
    assertThat(answers()).containsExactly(ArrivalResult.ARRIVAL_RESULT_ACCEPTED);
    assertThat(bench.accepted.find(PublicationBench.DESK, PublicationBench.ARCHIVE))
        .isEqualTo(new ArchiveProgress.Whole());
  }

  @Test
  void shouldTellALargeArchiveInChunksAndPassItsArrivalWithTheLast() throws IOException {
    // When
    int transactions =
        bench.publishAll(bench.publisher.accepted(ARRIVAL, bench.acceptance(12_000, 9_000)));

    // Then
    assertThat(transactions).isEqualTo(4);
    assertThat(bench.offsets()).containsExactly(OFFSET, OFFSET, OFFSET, OFFSET + 1);
    assertThat(bench.lastProducer().commitCount()).isEqualTo(4);
    assertPublishedOnce(21_000);
    assertThat(facts(Outcome.FactCase.ARCHIVE_ACCEPTED)).isEqualTo(1);
    assertThat(facts(Outcome.FactCase.FILE_ACCEPTED)).isEqualTo(9_000);
    assertThat(answers()).containsExactly(ArrivalResult.ARRIVAL_RESULT_ACCEPTED);
    List<EntriesPublished> chunks =
        outcomes().stream()
            .filter(Outcome::hasEntriesPublished)
            .map(Outcome::getEntriesPublished)
            .toList();
    assertThat(chunks).extracting(EntriesPublished::getChunk).containsExactly(0, 1, 2, 3);
    assertThat(chunks).extracting(EntriesPublished::getPublished).isSorted().endsWith(21_000L);
    assertThat(chunks).extracting(EntriesPublished::getEntries).containsOnly(21_000L);
    assertThat(bench.committed(Topic.ARCHIVES))
        .extracting(AcceptedArchive::getPublishedEntries)
        .containsExactlyElementsOf(chunks.stream().map(EntriesPublished::getPublished).toList());
    assertThat(bench.counted.stream().mapToLong(Long::longValue).sum()).isEqualTo(21_000);
  }

  @Test
  void shouldSendAtMostTenThousandRecordsInATransaction() throws IOException {
    // Given
    Publication publication = bench.publisher.accepted(ARRIVAL, bench.acceptance(8_000, 12_000));

    // When, then
    int before = 0;
    boolean last = false;
    while (!last) {
      last = bench.publish(publication);
      int sent = bench.committed().size() - before;
      assertThat(sent).isLessThanOrEqualTo(10_000);
      assertThat(last || sent > 9_990).isTrue();
      before += sent;
    }
  }

  @Test
  void shouldEndAChunkInTimeHoweverSlowItGoes() throws IOException {
    // Given
    bench.tick = Duration.ofMillis(900);

    // When
    int transactions = bench.publishAll(bench.publisher.accepted(ARRIVAL, bench.acceptance(30, 0)));

    // Then
    assertThat(transactions).isGreaterThan(2);
    assertThat(bench.durations).hasSize(transactions).allMatch(it -> it.toSeconds() < 15);
    assertPublishedOnce(30);
  }

  @Test
  void shouldPublishAnEntryAtLeastInEachChunk() throws IOException {
    // Given
    bench.tick = Duration.ofSeconds(11);

    // When
    int transactions = bench.publishAll(bench.publisher.accepted(ARRIVAL, bench.acceptance(3, 0)));

    // Then
    assertThat(transactions).isEqualTo(3);
    assertPublishedOnce(3);
  }

  @Test
  void shouldAcceptAnArchiveWithoutEntries() throws IOException {
    assertThat(bench.publishAll(bench.publisher.accepted(ARRIVAL, bench.acceptance(0, 0))))
        .isEqualTo(1);
    assertThat(bench.offsets()).containsExactly(OFFSET + 1);
    assertThat(bench.accepted.find(PublicationBench.DESK, PublicationBench.ARCHIVE))
        .isEqualTo(new ArchiveProgress.Whole());
  }

  @Test
  void shouldGoOnWhereAnotherInstanceCameTo() throws IOException {
    // Given an instance that is killed after its second chunk
    Publication killed = bench.publisher.accepted(ARRIVAL, bench.acceptance(25_000, 0));
    bench.publish(killed);
    bench.publish(killed);

    // When
    int transactions = bench.publishAll(bench.publisher.unfinished(ARRIVAL));

    // Then
    assertThat(transactions).isEqualTo(1);
    assertPublishedOnce(25_000);
    assertThat(bench.committed(Topic.ARCHIVES))
        .extracting(AcceptedArchive::getPublishedChunks)
        .containsExactly(1, 2, 3);
    assertThat(answers()).containsExactly(ArrivalResult.ARRIVAL_RESULT_ACCEPTED);
    assertThat(bench.offsets()).containsExactly(OFFSET, OFFSET, OFFSET + 1);
  }

  @Test
  void shouldGoOnUnderTheRulesOfTheArrivalThatWasAccepted() throws IOException {
    // Given
    bench.publish(bench.publisher.accepted(ARRIVAL, bench.acceptance(12_000, 0)));

    // When another arrival of the archive comes first, with other rules
    Arrival other = ARRIVAL.toBuilder().setArrivalId("arrival-2").setSnapshotId("cafe").build();
    bench.publishAll(bench.publisher.unfinished(other));

    // Then it is told that the archive was accepted before
    assertPublishedOnce(12_000);
    assertThat(bench.committed(Topic.ENTRIES))
        .extracting(Entry::getSnapshotId)
        .containsOnly("feed");
    assertThat(bench.committed(Topic.ARRIVAL_ANSWERS))
        .extracting(ArrivalAnswer::getArrivalId)
        .containsExactly("arrival-1", "arrival-2");
    assertThat(answers())
        .containsExactly(
            ArrivalResult.ARRIVAL_RESULT_ACCEPTED, ArrivalResult.ARRIVAL_RESULT_REPEATED);
    assertThat(facts(Outcome.FactCase.ARCHIVE_RESTAGED)).isZero();
  }

  @Test
  void shouldSayThatNothingWasToBeStagedAgainOfAnArchiveThatIsNotWhole() throws IOException {
    // Given
    bench.publish(bench.publisher.accepted(ARRIVAL, bench.acceptance(12_000, 0)));

    // When
    Arrival other =
        ARRIVAL.toBuilder()
            .setArrivalId("arrival-2")
            .setRestaging(Restaging.newBuilder().setRequestedBy("ann").setWhy("audit"))
            .build();
    bench.publishAll(bench.publisher.unfinished(other));

    // Then
    assertThat(outcomes())
        .filteredOn(Outcome::hasArchiveRestaged)
        .singleElement()
        .satisfies(it -> {
          assertThat(it.getArchiveRestaged().getPayloads()).isZero();
          assertThat(it.getArchiveRestaged().getRequestedBy()).isEqualTo("ann");
          assertThat(it.getArchiveRestaged().getWhy()).isEqualTo("audit");
          assertThat(it.getArchiveRestaged().getArrivalId()).isEqualTo("arrival-2");
        });
    assertThat(answers()).last().isEqualTo(ArrivalResult.ARRIVAL_RESULT_REPEATED);
  }

  @Test
  void shouldSendAChunkAgainThatWasNotCommitted() throws IOException {
    // Given
    Publication publication = bench.publisher.accepted(ARRIVAL, bench.acceptance(25_000, 0));
    bench.publish(publication);
    bench.lastProducer().sendOffsetsToTransactionException = new CommitFailedException();
    assertThatThrownBy(() -> bench.publish(publication)).isInstanceOf(CommitFailedException.class);
    assertThat(bench.lastProducer().transactionAborted()).isTrue();
    bench.lastProducer().sendOffsetsToTransactionException = null;

    // When
    bench.publishAll(publication);

    // Then
    assertThat(bench.producers).hasSize(1);
    assertPublishedOnce(25_000);
  }

  @Test
  void shouldSendSmallerChunksAfterAFailure() throws IOException {
    // Given
    Publication publication = bench.publisher.accepted(ARRIVAL, bench.acceptance(25_000, 0));
    bench.publish(publication);
    bench.lastProducer().commitTransactionException = new TimeoutException("slow");
    bench.lastProducer().abortTransactionException = new IllegalStateException("no");
    assertThatThrownBy(() -> bench.publish(publication)).isInstanceOf(TimeoutException.class);

    // When
    bench.publish(publication);

    // Then
    assertThat(bench.producers).hasSize(2);
    assertThat(bench.lastProducer().history()).hasSizeBetween(4_990, 5_000);
    bench.publishAll(publication);
    assertPublishedOnce(25_000);
  }

  @Test
  void shouldNotPublishTwiceWhatWasCommittedWithoutAnAnswer() throws IOException {
    // Given an acceptance that was committed, with its first chunk, though the answer was lost
    AcceptedArchiveFacts acceptance = bench.acceptance(12_000, 0);
    Publication publication = bench.publisher.accepted(ARRIVAL, acceptance);
    loseAnswer(publication);
    bench.know(accepted(acceptance, 5_000));

    // When
    bench.publishAll(publication);

    // Then
    assertThat(bench.committed(Topic.ENTRIES))
        .extracting(Entry::getPath)
        .containsExactlyElementsOf(
            IntStream.range(5_000, 12_000).mapToObj(PublicationBench::pathOf).toList());
    assertThat(facts(Outcome.FactCase.ARCHIVE_ACCEPTED)).isZero();
  }

  @Test
  void shouldOnlyPassTheArrivalWhereTheLastChunkWasCommittedWithoutAnAnswer() throws IOException {
    // Given
    AcceptedArchiveFacts acceptance = bench.acceptance(10, 0);
    Publication publication = bench.publisher.accepted(ARRIVAL, acceptance);
    loseAnswer(publication);
    bench.know(accepted(acceptance, 10));

    // When
    boolean last = bench.publish(publication);

    // Then
    assertThat(last).isTrue();
    assertThat(bench.committed()).isEmpty();
    assertThat(bench.offsets()).containsExactly(OFFSET + 1);
  }

  @Test
  void shouldSayThatAnArchiveIsRepeatedWhichAnotherInstanceHasPublishedMeanwhile()
      throws IOException {
    // Given
    AcceptedArchiveFacts acceptance = bench.acceptance(10, 0);
    Publication publication = bench.publisher.accepted(ARRIVAL, acceptance);
    bench.know(accepted(acceptance, 10));

    // When
    boolean last = bench.publish(publication);

    // Then
    assertThat(last).isTrue();
    assertThat(answers()).containsExactly(ArrivalResult.ARRIVAL_RESULT_REPEATED);
    assertThat(bench.committed(Topic.ENTRIES)).isEmpty();
  }

  @Test
  void shouldCommitNothingOnceItsArrivalIsGivenUp() throws IOException {
    // Given
    Publication publication = bench.publisher.accepted(ARRIVAL, bench.acceptance(100, 0));
    var looks = new AtomicInteger();
    bench.givenUp = () -> looks.incrementAndGet() > 50;

    // When, then
    assertThatThrownBy(() -> bench.publish(publication)).isInstanceOf(GivenUpException.class);
    assertThat(bench.committed()).isEmpty();
    assertThat(bench.lastProducer().transactionAborted()).isTrue();

    // When it is given up behind its last record
    looks.set(50 - 104);
    assertThatThrownBy(() -> bench.publish(publication)).isInstanceOf(GivenUpException.class);
    assertThat(bench.committed()).isEmpty();
  }

  @Test
  void shouldNotAcceptByAManifestThatIsNotWhatWasStaged() throws IOException {
    var cut = new AcceptedArchiveFacts(bench.staged(3, 0, 4), SIGNER, "");
    var longer = new AcceptedArchiveFacts(bench.staged(3, 0, 2), SIGNER, "");

    assertThatThrownBy(() -> bench.publish(bench.publisher.accepted(ARRIVAL, cut)))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> bench.publish(bench.publisher.accepted(ARRIVAL, longer)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more entries");
    assertThat(bench.committed()).isEmpty();
  }

  @Test
  void shouldWaitForWhatAnotherInstanceIsDeciding() throws IOException {
    // Given
    Publication publication = bench.publisher.accepted(ARRIVAL, bench.acceptance(3, 0));
    bench.leaveUndecided();

    // When, then
    assertThatThrownBy(() -> bench.publish(publication)).isInstanceOf(UndecidedException.class);
    assertThat(bench.committed()).isEmpty();

    // Then what it would wait for is not its own
    assertThat(bench.lastProducer().transactionInitialized()).isTrue();
    assertThat(bench.lastProducer().transactionInFlight()).isFalse();
  }

  @Test
  void shouldNotGoOnWithWhatNobodyHasAccepted() {
    assertThatThrownBy(() -> bench.publish(bench.publisher.unfinished(ARRIVAL)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldWriteHowFarItIsBehindTheEntries() throws IOException {
    // Given, so that others wait for the end of a transaction only while it commits
    bench.publishAll(bench.publisher.accepted(ARRIVAL, bench.acceptance(3, 3)));

    assertThat(bench.committed())
        .last()
        .extracting(ProducerRecord::topic)
        .isEqualTo(Topic.ARCHIVES.name());
  }

  private void loseAnswer(Publication publication) throws IOException {
    bench.givenUp =
        () -> {
          bench.lastProducer().commitTransactionException = new TimeoutException("no answer");
          bench.lastProducer().abortTransactionException = new IllegalStateException("committing");
          return false;
        };
    assertThatThrownBy(() -> bench.publish(publication)).isInstanceOf(TimeoutException.class);
    bench.givenUp = () -> false;
  }

  private static AcceptedArchive accepted(AcceptedArchiveFacts acceptance, long published) {
    return AcceptedArchive.newBuilder()
        .setConnector("desk")
        .setArchiveId(PublicationBench.ARCHIVE.hex())
        .setArrivalId("arrival-1")
        .setEntries(acceptance.staged().entries())
        .setManifest(acceptance.staged().manifest())
        .setPublishedEntries(published)
        .build();
  }

  private void assertPublishedOnce(int entries) {
    assertThat(bench.committed(Topic.ENTRIES))
        .extracting(Entry::getPath)
        .containsExactlyElementsOf(
            IntStream.range(0, entries).mapToObj(PublicationBench::pathOf).toList());
  }

  private List<Outcome> outcomes() {
    return bench.committed(Topic.OUTCOMES);
  }

  private long facts(Outcome.FactCase kind) {
    return outcomes().stream().filter(it -> it.getFactCase() == kind).count();
  }

  private List<ArrivalResult> answers() {
    return bench.committed(Topic.ARRIVAL_ANSWERS).stream().map(ArrivalAnswer::getResult).toList();
  }
}
