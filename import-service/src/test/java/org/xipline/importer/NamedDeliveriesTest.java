package org.xipline.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.health.Health.State;
import org.xipline.runtime.service.Service;
import org.xipline.schemas.record.MailboxPlace;

class NamedDeliveriesTest {
  private static final String HERE = "imap://127.0.0.1:1?tls=off";
  private static final String EVIL = "imaps://evil.example:993";

  private final List<String> events = new ArrayList<>();
  private boolean brokersFail;
  private final NamedDeliveries deliveries =
      new NamedDeliveries(
          new MailboxAccess(
              MailboxPlace.getDefaultInstance(),
              Set.of(),
              ConnectionSettings.DEFAULT,
              Map.of("XIPLINE_IMAP_PASSWORD", "secret")),
          (location, _) -> new Recorded(location));

  @Test
  void shouldDeliverToAPlaceOnceHoweverOftenItIsNamed() {
    assertThat(deliveries.follow(List.of(place(HERE, "a")), Set.of())).isEmpty();
    assertThat(deliveries.follow(List.of(place(HERE, "a")), Set.of(HERE))).isEmpty();

    assertThat(events).containsExactly("start " + HERE);
    assertThat(deliveries.count()).isEqualTo(1);
  }

  @Test
  void shouldReplaceADeliveryWhenTheLogInIsAnother() {
    deliveries.follow(List.of(place(HERE, "a")), Set.of());
    deliveries.follow(List.of(place(HERE, "b")), Set.of());

    assertThat(events).containsExactly("start " + HERE, "close " + HERE, "start " + HERE);
    assertThat(deliveries.count()).isEqualTo(1);
  }

  @Test
  void shouldGoOnDeliveringToAServerThatIsNoLongerNamed() {
    deliveries.follow(List.of(place(HERE, "a")), Set.of());

    assertThat(deliveries.follow(List.of(), Set.of(HERE))).isEmpty();
    assertThat(events).containsExactly("start " + HERE);
    deliveries.close();
    assertThat(events).endsWith("close " + HERE);
  }

  @Test
  void shouldBeDegradedForAsLongAsAServerCannotBeDeliveredTo() {
    deliveries.follow(List.of(place(EVIL, "a"), place(HERE, "a")), Set.of("maildir:/gone"));

    assertThat(deliveries.health().state()).isEqualTo(State.DEGRADED);
    assertThat(deliveries.health().details().get(EVIL)).contains("may not deliver");
    assertThat(deliveries.health().details().get("maildir:/gone"))
        .contains("name it in a connector");
    assertThat(deliveries.count()).isEqualTo(1);

    deliveries.follow(List.of(place(HERE, "a")), Set.of());

    assertThat(deliveries.health()).isEqualTo(Health.up());
  }

  @Test
  void shouldTryAgainWhatCouldNotBeStarted() {
    brokersFail = true;
    assertThat(deliveries.follow(List.of(place(HERE, "a")), Set.of()))
        .containsEntry(HERE, "no broker");
    brokersFail = false;

    assertThat(deliveries.follow(List.of(place(HERE, "a")), Set.of())).isEmpty();
    assertThat(deliveries.count()).isEqualTo(1);
  }

  private static MailboxPlace place(String location, String user) {
    return MailboxPlace.newBuilder().setLocation(location).setImapAuth("master:" + user).build();
  }

  private final class Recorded implements Service {
    private final String location;

    Recorded(String location) {
      this.location = location;
    }

    @Override
    public String name() {
      return location;
    }

    @Override
    public void start() {
      if (brokersFail) {
        throw new KafkaException("no broker");
      }
      events.add("start " + location);
    }

    @Override
    public void close() {
      events.add("close " + location);
    }
  }
}
