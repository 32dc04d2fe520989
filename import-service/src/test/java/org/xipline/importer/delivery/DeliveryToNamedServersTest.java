package org.xipline.importer.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.Messages;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.Topic;

class DeliveryToNamedServersTest extends DeliveryRun {
  private static final String ELSEWHERE = "imaps://mail.contoso.example:993";

  @Test
  void shouldPassOverWhatIsForAServerThatAConnectorNames() {
    List<String> elsewhere = new CopyOnWriteArrayList<>();
    consume(Records.message(ALICE, "1"), named(ALICE, "2", ELSEWHERE), Records.message(ALICE, "3"));
    start(server, SETTINGS, new DeliveryScope(Destination.UNNAMED, () -> 1, elsewhere::add));

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(3));
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("1"), Messages.key("3"));
    assertThat(settled()).hasSize(2);
    assertThat(elsewhere).containsExactly(ELSEWHERE);
  }

  @Test
  void shouldDeliverToAServerThatAConnectorNamesWhatNamesItAndNothingElse() {
    consume("nonsense".getBytes(UTF_8));
    consume(Records.message(ALICE, "1"), named(ALICE, "2", ELSEWHERE));
    start(server, SETTINGS, new DeliveryScope(Destination.named(ELSEWHERE), () -> 2, _ -> {}));

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(3));
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("2"));
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void shouldSetAsideWhatCannotBeReadWhereItIsTheOnlyOne() {
    consume("nonsense".getBytes(UTF_8));
    consume(Records.message(ALICE, "1"), named(ALICE, "2", ELSEWHERE));
    start(server, SETTINGS, new DeliveryScope(Destination.only(ELSEWHERE), () -> 1, _ -> {}));

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(3));
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("2"));
    assertThat(producer.history())
        .extracting(ProducerRecord::topic)
        .contains(Topic.DEAD_LETTERS.name());
  }

  private static MailboxMessage named(EmailAddress mailbox, String id, String server) {
    return Records.message(mailbox, id).toBuilder().setMailboxServer(server).build();
  }
}
