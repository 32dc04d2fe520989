package org.xipline.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartupWaitTest {
  private final List<String> said = new ArrayList<>();
  private final StartupWait patience = new StartupWait(said::add);

  @Test
  void shouldSayWhatItWaitsForUntilNothingIsMissing() throws Exception {
    Deque<Optional<String>> answers =
        new ArrayDeque<>(List.of(Optional.of("nobody answers"), Optional.empty()));

    assertThat(patience.await("the brokers", answers::remove)).isTrue();
    assertThat(said)
        .singleElement()
        .asString()
        .matches("waiting for the brokers since \\S+Z: nobody answers");
  }

  @Test
  void shouldSayNothingWhereNothingIsMissing() throws Exception {
    assertThat(patience.await("the brokers", Optional::empty)).isTrue();
    assertThat(said).isEmpty();
  }

  @Test
  void shouldEndWhenItIsToldTo() throws Exception {
    boolean there =
        patience.await(
            "the brokers",
            () -> {
              patience.end();
              return Optional.of("nobody answers");
            });

    assertThat(there).isFalse();
    assertThat(patience.await("the payload store", Optional::empty)).isFalse();
  }
}
