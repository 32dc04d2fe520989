package org.xipline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  private static final FailureText TEXT =
      new FailureText(FileSystemLoopException.class::isInstance);
  private static final TimeoutException LATE = new TimeoutException("no broker answers");

  @Test
  void shouldSayWhatFailedAndWhy() {
    assertThat(TEXT.of(new KafkaException("cannot read the ends of topics", LATE)))
        .isEqualTo(
            "KafkaException: cannot read the ends of topics: TimeoutException: no broker answers");
    assertThat(TEXT.of(new IllegalStateException("late: no broker answers", LATE)))
        .isEqualTo("IllegalStateException: late: no broker answers");
    assertThat(TEXT.of(LATE)).isEqualTo("TimeoutException: no broker answers");
  }

  @Test
  void shouldLeaveOutWrappersThatSayNothing() {
    var full = new IOException("No space left on device");

    assertThat(TEXT.of(new IOException(new UncheckedIOException(full))))
        .isEqualTo("IOException: No space left on device");
    assertThat(TEXT.of(new IOException(new IOException(full))))
        .isEqualTo("IOException: No space left on device");
    assertThat(TEXT.of(new IllegalStateException(new ExecutionException(LATE))))
        .isEqualTo("TimeoutException: no broker answers");
    assertThat(TEXT.of(new IllegalStateException(new NoSuchFileException("/srv/a.csv"))))
        .isEqualTo("no such file or directory: /srv/a.csv");
  }

  @Test
  void shouldStayOnOneLine() {
    assertThat(TEXT.of(new IllegalStateException("one\ntwo", new IOException("disk full\nb"))))
        .isEqualTo("IllegalStateException: one: IOException: disk full");
    assertThat(TEXT.of(new IllegalStateException()))
        .isEqualTo("IllegalStateException: no further detail");
  }

  @Test
  void shouldAddNothingToFailuresThatSpeakForThemselves() {
    assertThat(TEXT.of(new IOException(new FileSystemLoopException("a folder holds itself"))))
        .isEqualTo("a folder holds itself");
  }
}
