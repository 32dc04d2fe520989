package org.xipline.importer.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.importer.imap.session.LogInRule.Judgement;
import org.xipline.importer.imap.session.LogInRule.Refusal;

class LogInRuleTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @ParameterizedTest(
      name =
          "refused for {0} s, passing {1}; {2} mailboxes, nobody for {3} s; another got in: {4} -> {5}")
  @CsvSource({
    // The first refusals decide nothing.
    "0,    false, 1, 0,    false, OPEN",
    "599,  false, 1, 599,  false, OPEN",
    "0,    false, 2, 1,    false, OPEN",
    // Long enough: what of the others?
    "600,  false, 1, 0,    false, TRY_ANOTHER",
    "600,  false, 0, 0,    true,  FINAL",
    "9999, false, 0, 0,    true,  FINAL",
    // Others get in, and it is too early.
    "0,    false, 0, 0,    true,  OPEN",
    "599,  false, 0, 0,    true,  OPEN",
    // Many are refused: whether it is the server's trouble shows at once.
    "0,    false, 3, 0,    false, TRY_ANOTHER",
    "0,    false, 9, 0,    false, TRY_ANOTHER",
    "600,  false, 3, 600,  false, TRY_ANOTHER",
    // Nobody got in for long, though this one was refused just now.
    "0,    false, 2, 600,  false, TRY_ANOTHER",
    // A server that says that it passes is believed.
    "9999, true,  0, 0,    true,  OPEN",
    "9999, true,  1, 0,    false, OPEN",
    "0,    true,  3, 0,    false, TRY_ANOTHER",
  })
  void shouldBlameAMailboxOnlyWhereAnotherGetsIn(
      long refusedSeconds,
      boolean passing,
      int mailboxes,
      long nobodySeconds,
      boolean anotherGotIn,
      Judgement expected) {
    var refusal =
        new Refusal(
            passing,
            NOW.minusSeconds(refusedSeconds),
            mailboxes,
            NOW.minusSeconds(nobodySeconds),
            anotherGotIn);

    assertThat(LogInRule.judge(refusal, NOW, TEN_MINUTES)).isEqualTo(expected);
  }
}
