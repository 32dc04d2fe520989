package org.xipline.console.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xipline.console.replay.ReplayParameters.Former;

class ReplayParametersTest {

  @Test
  void shouldComeBackFromTheAuditTrailAsTheyWere() {
    var parameters =
        new ReplayParameters(
            ReplaySource.MESSAGES,
            Map.of(new Former("desk", "aa"), "bb", new Former("chat", "aa"), "cc"),
            Map.of(
                new Former("desk", ""),
                "imaps://new.contoso.example:993",
                new Former("desk", "maildir:/var/a mail"),
                "maildir:/var/b mail"));

    assertThat(ReplayParameters.of(parameters.asMap())).isEqualTo(parameters);
  }

  @Test
  void shouldNotGuessASourceThatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayParameters.of(Map.of("source", "tape")));
  }
}
