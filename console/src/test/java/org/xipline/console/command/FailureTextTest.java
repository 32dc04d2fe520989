package org.xipline.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  private static final TimeoutException LATE = new TimeoutException("no broker answers");

  @Test
  void shouldSayWhatFailedAndWhy() {
    assertThat(FailureText.of(new KafkaException("cannot read the ends of topics", LATE)))
        .isEqualTo(
            "KafkaException: cannot read the ends of topics: TimeoutException: no broker answers");
    assertThat(FailureText.of(new IllegalStateException("late: no broker answers", LATE)))
        .isEqualTo("IllegalStateException: late: no broker answers");
    assertThat(FailureText.of(LATE)).isEqualTo("TimeoutException: no broker answers");
  }

  @Test
  void shouldLeaveOutWrappersThatSayNothing() {
    var full = new IOException("No space left on device");

    assertThat(FailureText.of(new IOException(new UncheckedIOException(full))))
        .isEqualTo("IOException: No space left on device");
    assertThat(FailureText.of(new IOException(new IOException(full))))
        .isEqualTo("IOException: No space left on device");
    assertThat(FailureText.of(new IllegalStateException(new ExecutionException(LATE))))
        .isEqualTo("TimeoutException: no broker answers");
    assertThat(FailureText.of(new IllegalStateException(new NoSuchFileException("/srv/a.csv"))))
        .isEqualTo("no such file or directory: /srv/a.csv");
  }

  @Test
  void shouldStayOnOneLine() {
    assertThat(
            FailureText.of(new IllegalStateException("one\ntwo", new IOException("disk full\nb"))))
        .isEqualTo("IllegalStateException: one: IOException: disk full");
    assertThat(FailureText.of(new IllegalStateException()))
        .isEqualTo("IllegalStateException: no further detail");
  }
}
