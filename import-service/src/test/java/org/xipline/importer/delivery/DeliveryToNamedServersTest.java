package org.xipline.importer.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.Messages;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MailboxMessage;

class DeliveryToNamedServersTest extends DeliveryRun {
  private static final String NEAR = "maildir:/srv/mail";
  private static final String ELSEWHERE = "imaps://mail.contoso.example:993";

  @Test
  void shouldPassOverWhatIsForAServerThatAConnectorNames() {
    List<String> elsewhere = new CopyOnWriteArrayList<>();
    consume(Records.message(ALICE, "1"), named(ALICE, "2", ELSEWHERE), named(ALICE, "3", NEAR));
    start(server, SETTINGS, new Share(new Destination(NEAR, true), () -> 1, elsewhere::add));

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(3));
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("1"), Messages.key("3"));
    assertThat(settled()).hasSize(2);
    assertThat(elsewhere).containsExactly(ELSEWHERE);
  }

  @Test
  void shouldDeliverToAServerThatAConnectorNamesWhatNamesItAndNothingElse() {
    consume("nonsense".getBytes(UTF_8));
    consume(Records.message(ALICE, "1"), named(ALICE, "2", ELSEWHERE));
    start(server, SETTINGS, new Share(new Destination(ELSEWHERE, false), () -> 2, _ -> {}));

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(3));
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("2"));
    assertThat(producer.history()).hasSize(1);
  }

  private static MailboxMessage named(EmailAddress mailbox, String id, String server) {
    return Records.message(mailbox, id).toBuilder().setMailboxServer(server).build();
  }
}
