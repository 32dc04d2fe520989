package org.xipline.ingest.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.ingest.publication.PublicationBench.ARRIVAL;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.schemas.reason.RejectionReason;
import org.xipline.schemas.record.ArrivalResult;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

class TransactionsTest {
  private PublicationBench bench;

  static Stream<RuntimeException> endsOfProducers() {
    return Stream.of(
        new ProducerFencedException("another has the id"),
        new InvalidProducerEpochException("an old epoch, or the last one"),
        new InvalidPidMappingException("the id has expired"),
        new KafkaException("in an error state", new InvalidPidMappingException("expired")));
  }

  @BeforeEach
  void setUp(@TempDir Path directory) throws IOException {
    bench = new PublicationBench(directory);
  }

  @ParameterizedTest
  @MethodSource("endsOfProducers")
  void shouldReplaceAProducerThatCannotGoOn(RuntimeException end) throws IOException {
    // Given
    bench.publish(bench.publisher.repeated(ARRIVAL));
    bench.lastProducer().commitTransactionException = end;
    bench.lastProducer().abortTransactionException = end;
    Publication publication = bench.publisher.repeated(ARRIVAL);
    assertThatThrownBy(() -> bench.publish(publication)).isSameAs(end);
    assertThat(bench.lastProducer().closed()).isTrue();
    assertThat(bench.producers).hasSize(1);

    // When
    bench.publish(publication);

    // Then
    assertThat(bench.producers).hasSize(2);
    assertThat(bench.lastProducer().transactionInitialized()).isTrue();
    assertThat(bench.lastProducer().commitCount()).isEqualTo(1);
  }

  @Test
  void shouldKeepAProducerThatCouldAbort() throws IOException {
    // Given
    bench.publish(bench.publisher.repeated(ARRIVAL));
    bench.lastProducer().sendOffsetsToTransactionException = new CommitFailedException();
    assertThatThrownBy(() -> bench.publish(bench.publisher.repeated(ARRIVAL)))
        .isInstanceOf(CommitFailedException.class);
    bench.lastProducer().sendOffsetsToTransactionException = null;

    // When
    bench.publish(bench.publisher.repeated(ARRIVAL));

    // Then
    assertThat(bench.producers).hasSize(1);
    assertThat(bench.lastProducer().commitCount()).isEqualTo(2);
  }

  @Test
  void shouldReplaceAProducerThatCannotSayHowACommitEnded() throws IOException {
    // Given
    bench.publish(bench.publisher.repeated(ARRIVAL));
    bench.lastProducer().commitTransactionException = new TimeoutException("no answer");
    bench.lastProducer().abortTransactionException = new IllegalStateException("committing");
    bench.lastProducer().closeException = new KafkaException("not even that");

    // When
    assertThatThrownBy(() -> bench.publish(bench.publisher.repeated(ARRIVAL)))
        .isInstanceOf(TimeoutException.class)
        .satisfies(it -> assertThat(it.getSuppressed()).hasSize(2));

    // Then
    bench.publish(bench.publisher.repeated(ARRIVAL));
    assertThat(bench.producers).hasSize(2);
  }

  @Test
  void shouldAbortThoughItsThreadIsInterruptedAndStayInterrupted() throws IOException {
    // Given
    bench.publish(bench.publisher.repeated(ARRIVAL));
    bench.givenUp =
        () -> {
          Thread.currentThread().interrupt();
          return true;
        };

    // When
    assertThatThrownBy(() -> bench.publish(bench.publisher.repeated(ARRIVAL)))
        .isInstanceOf(GivenUpException.class);

    // Then
    assertThat(Thread.interrupted()).isTrue();
    assertThat(bench.lastProducer().transactionAborted()).isTrue();
  }

  @Test
  void shouldTellARejection() throws IOException {
    // When
    bench.publish(
        bench.publisher.rejected(
            ARRIVAL, RejectionReason.UNSAFE_ENTRY, "it escapes", Optional.empty()));

    // Then
    assertThat(bench.committed(Topic.OUTCOMES))
        .singleElement()
        .extracting(Outcome::getArchiveRejected)
        .satisfies(it -> {
          assertThat(it.getReason()).isEqualTo("unsafe-entry");
          assertThat(it.getDetail()).isEqualTo("it escapes");
          assertThat(it.hasSigner()).isFalse();
          assertThat(it.getFileName()).isEqualTo("a.xip");
          assertThat(it.getArrivalId()).isEqualTo("arrival-1");
        });
    assertThat(bench.committed(Topic.ARRIVAL_ANSWERS))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.getResult()).isEqualTo(ArrivalResult.ARRIVAL_RESULT_REJECTED);
          assertThat(it.getReason()).isEqualTo("unsafe-entry");
          assertThat(it.getDetail()).isEqualTo("it escapes");
          assertThat(it.hasSigner()).isFalse();
        });
    assertThat(bench.offsets()).containsExactly(PublicationBench.OFFSET + 1);
  }

  @Test
  void shouldTellWhoWasReadAsTheSignerOfARejectedArchive() throws IOException {
    bench.publish(
        bench.publisher.rejected(
            ARRIVAL,
            RejectionReason.UNSAFE_ENTRY,
            "it escapes",
            Optional.of(PublicationBench.SIGNER)));

    assertThat(bench.committed(Topic.OUTCOMES).getFirst().getArchiveRejected().getSigner())
        .isEqualTo(PublicationBench.SIGNER);
    assertThat(bench.committed(Topic.ARRIVAL_ANSWERS).getFirst().getSigner())
        .isEqualTo(PublicationBench.SIGNER);
  }

  @Test
  void shouldTellThatPayloadsAreThereAgainBeforeItAnswers() throws IOException {
    // When
    bench.publish(bench.publisher.restaged(ARRIVAL, 12));

    // Then
    assertThat(bench.committed(Topic.OUTCOMES))
        .extracting(Outcome::getFactCase)
        .containsExactly(Outcome.FactCase.ARCHIVE_RESTAGED, Outcome.FactCase.ARCHIVE_REPEATED);
    assertThat(bench.committed(Topic.OUTCOMES).getFirst().getArchiveRestaged().getPayloads())
        .isEqualTo(12);
    assertThat(bench.committed(Topic.OUTCOMES).getLast().getArchiveRepeated().getFileName())
        .isEqualTo("a.xip");
    assertThat(bench.committed(Topic.ARRIVAL_ANSWERS))
        .singleElement()
        .satisfies(
            it -> assertThat(it.getResult()).isEqualTo(ArrivalResult.ARRIVAL_RESULT_REPEATED));
  }

  @Test
  void shouldSetARecordAsideAndTellTheLedger() throws IOException {
    // Given
    var letter =
        DeadLetter.newBuilder()
            .setDeadLetterId("0123")
            .setStage("ingest")
            .setReason("malformed-record")
            .setDetail("no arrival")
            .setOriginTopic("xip.arrivals")
            .setOriginPartition(2)
            .setOriginOffset(7)
            .build();

    // When
    bench.publish(bench.publisher.setAside("k", letter));

    // Then
    assertThat(bench.committed(Topic.DEAD_LETTERS)).containsExactly(letter);
    assertThat(bench.committed().getLast().key()).isEqualTo("0123");
    assertThat(bench.committed(Topic.OUTCOMES))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.getConnector()).isEmpty();
          assertThat(it.getRecordSetAside().getDeadLetterId()).isEqualTo("0123");
          assertThat(it.getRecordSetAside().getStage()).isEqualTo("ingest");
          assertThat(it.getRecordSetAside().getReason()).isEqualTo("malformed-record");
          assertThat(it.getRecordSetAside().getDetail()).isEqualTo("no arrival");
          assertThat(it.getRecordSetAside().getOriginTopic()).isEqualTo("xip.arrivals");
          assertThat(it.getRecordSetAside().getOriginPartition()).isEqualTo(2);
          assertThat(it.getRecordSetAside().getOriginOffset()).isEqualTo(7);
        });
  }

  @Test
  void shouldCloseItsProducer() throws IOException {
    bench.publish(bench.publisher.repeated(ARRIVAL));
    bench.transactions.close();
    assertThat(bench.lastProducer().closed()).isTrue();
  }
}
