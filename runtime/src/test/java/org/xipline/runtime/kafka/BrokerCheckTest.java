package org.xipline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrokerCheckTest {

  @Test
  void shouldWantOffsetsKeptAsLongAsMessages() {
    assertThat(BrokerCheck.check(Duration.ofDays(30))).isEmpty();
    assertThat(BrokerCheck.check(Duration.ofDays(7)).orElseThrow().text())
        .contains("offsets.retention.minutes=10080, but at least 43200 is required");
  }
}
