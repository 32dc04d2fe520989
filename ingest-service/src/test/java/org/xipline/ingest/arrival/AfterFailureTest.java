package org.xipline.ingest.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.runtime.payload.PayloadsBeingRemovedException;

class AfterFailureTest {
  private static final int ATTEMPTS = 5;

  static Stream<Throwable> passing() {
    return Stream.of(
        new ProducerFencedException("another has the id"),
        new InvalidProducerEpochException("an old epoch"),
        new InvalidPidMappingException("the id has expired"),
        new InvalidTxnStateException("no such transaction"),
        new OutOfOrderSequenceException("a gap"),
        new TransactionAbortedException(),
        new TransactionAbortableException("abort it"),
        new CommitFailedException(),
        new PayloadsBeingRemovedException("wait"),
        new NotEnoughReplicasException("one is down"),
        new org.apache.kafka.common.errors.TimeoutException("no answer"),
        new KafkaException("in an error state", new InvalidPidMappingException("expired")),
        new IOException("wrapped", new KafkaException(new ProducerFencedException("fenced"))));
  }

  static Stream<Throwable> lasting() {
    return Stream.of(
        new IOException("no room is left"),
        new KafkaException("who knows"),
        new TopicAuthorizationException("xip.entries"),
        new RecordTooLargeException("2 MiB"),
        new IllegalStateException("a fault"),
        new TimeoutException("not of Kafka"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void shouldNeverEndTheServiceForWhatEndsByItself(Throwable failure) {
    assertThat(AfterFailure.of(failure, 1000, ATTEMPTS))
        .isEqualTo(new AfterFailure.TryAgain(Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void shouldEndTheServiceForWhatLastsAfterItsAttempts(Throwable failure) {
    assertThat(AfterFailure.of(failure, ATTEMPTS - 1, ATTEMPTS))
        .isInstanceOf(AfterFailure.TryAgain.class);
    assertThat(AfterFailure.of(failure, ATTEMPTS, ATTEMPTS)).isEqualTo(new AfterFailure.End());
  }

  @Test
  void shouldEndAtOnceWithoutMemory() {
    assertThat(AfterFailure.of(new OutOfMemoryError(), 1, ATTEMPTS))
        .isEqualTo(new AfterFailure.End());
  }

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "6, 16000", "7, 30000", "8, 30000", "70, 30000"})
  void shouldWaitLongerEachTime(int failures, long millis) {
    assertThat(AfterFailure.of(new CommitFailedException(), failures, ATTEMPTS))
        .isEqualTo(new AfterFailure.TryAgain(Duration.ofMillis(millis)));
  }
}
