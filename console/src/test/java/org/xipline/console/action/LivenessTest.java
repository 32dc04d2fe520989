package org.xipline.console.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.record.ActionProgress;
import org.xipline.schemas.record.ActionStarted;

class LivenessTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");
  private static final Duration SILENCE = Duration.ofMinutes(2);
  private static final ConsoleProcess SELF = new ConsoleProcess("desk-1.local", 77, "aaaa", "0001");

  private final Liveness liveness =
      Liveness.seenFrom(SELF, () -> NOW, pid -> pid == 55 || pid == 77);

  @Test
  void shouldReadBackTheIdOfAProcess() {
    assertThat(ConsoleProcess.of(SELF.id())).hasValue(SELF);
    assertThat(ConsoleProcess.of(ConsoleProcess.current().id())).isPresent();
    assertThat(ConsoleProcess.of("xipline-console-takeover")).isEmpty();
    assertThat(ConsoleProcess.current().id()).isNotEqualTo(ConsoleProcess.current().id());
  }

  @Test
  void shouldKnowWhichProcessesOfItsHostHaveEnded() {
    assertThat(isGone("desk-1.local", 55, "bbbb", NOW)).isFalse();
    assertThat(isGone("desk-1.local", 56, "bbbb", NOW)).isTrue();
  }

  @Test
  void shouldTellItselfFromAnEarlierProcessWithItsNumber() {
    assertThat(isGone("desk-1.local", 77, "aaaa", NOW)).isFalse();
    assertThat(isGone("desk-1.local", 77, "bbbb", NOW)).isTrue();
  }

  @Test
  void shouldGiveAProcessElsewhereTimeToSaySomething() {
    assertThat(isGone("desk-2.local", 56, "bbbb", NOW.minus(SILENCE))).isFalse();
    assertThat(isGone("desk-2.local", 56, "bbbb", NOW.minus(SILENCE).minusMillis(1))).isTrue();
  }

  private boolean isGone(String host, long pid, String life, Instant lastAt) {
    var action =
        new ActionState(
            "a1",
            ActionStarted.getDefaultInstance(),
            lastAt,
            ActionProgress.getDefaultInstance(),
            new ConsoleProcess(host, pid, life, "0002").id(),
            lastAt,
            false);
    return liveness.isGone(action, SILENCE);
  }
}
