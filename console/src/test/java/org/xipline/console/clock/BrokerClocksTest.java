package org.xipline.console.clock;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.clock.ClockOffset;
import org.xipline.runtime.clock.ClockOffset.Judgement;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;

/** Against a broker that has the time of this machine. */
@ExtendWith(EmbeddedBrokerExtension.class)
class BrokerClocksTest {

  @Test
  void shouldFindNoDifferenceToTheSameClock(KafkaConnection broker) {
    assertThat(compare(broker, Clock.systemUTC()).judgement()).isEqualTo(Judgement.FINE);
  }

  @Test
  void shouldFindThatABrokerIsAheadOfAClockThatIsBehind(KafkaConnection broker) {
    Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-40));

    ClockOffset offset = compare(broker, behind);

    assertThat(offset.judgement()).isEqualTo(Judgement.FAR_OFF);
    assertThat(offset.ahead()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
  }

  @Test
  void shouldFindThatABrokerIsBehindAClockThatIsAhead(KafkaConnection broker) {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    assertThat(compare(broker, ahead).ahead()).isLessThan(Duration.ofMinutes(-59));
  }

  private static ClockOffset compare(KafkaConnection broker, InstantSource clock) {
    try (var clocks = new BrokerClocks(new KafkaClients(broker), clock)) {
      return requireNonNull(clocks.compare().get("broker 1"));
    }
  }
}
