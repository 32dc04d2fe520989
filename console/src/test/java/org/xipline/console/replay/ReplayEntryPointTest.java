package org.xipline.console.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xipline.console.ledger.Facts;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.HeldPairs;
import org.xipline.convert.routing.RoutingTable;
import org.xipline.schemas.reason.DeadLetterReason.Stage;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.MappedAddress;
import org.xipline.schemas.record.Snapshot;

class ReplayEntryPointTest {
  private static final String BOB = "bob@contoso.example";
  private static final RoutingTable DOMAIN =
      RoutingTable.of(Snapshot.newBuilder().addAcceptedDomains("contoso.example").build());
  private static final RoutingTable BOB_IS_CHLOE =
      RoutingTable.of(
          Snapshot.newBuilder()
              .addMapping(
                  MappedAddress.newBuilder().setAddress(BOB).setMailbox("chloe@contoso.example"))
              .build());

  @Test
  void shouldGoToTheStageThatHealsTheReason() {
    assertThat(ReplayEntryPoint.stageOf(held("mailbox-over-quota"), DOMAIN))
        .isEqualTo(Stage.DELIVERY);
    assertThat(ReplayEntryPoint.stageOf(held("attachment-too-large"), DOMAIN))
        .isEqualTo(Stage.CONVERSION);
    assertThat(ReplayEntryPoint.stageOf(held("of-another-version"), DOMAIN))
        .isEqualTo(Stage.CONVERSION);
  }

  @Test
  void shouldMapAnewWhereTheMailboxIsAnotherByNow() {
    assertThat(ReplayEntryPoint.stageOf(held("mailbox-not-found"), BOB_IS_CHLOE))
        .isEqualTo(Stage.CONVERSION);
  }

  @Test
  void shouldDeliverOnlyTheMessageOfThePairsOwnMailbox() {
    HeldPair pair = held("mailbox-over-quota");
    DeadLetter own = letter(BOB).build();
    DeadLetter foreign = letter("chloe@contoso.example").build();
    DeadLetter entry = letter(BOB).setEntry(Entry.getDefaultInstance()).build();

    assertThat(ReplayEntryPoint.isCarriedBy(own, pair, Stage.DELIVERY)).isTrue();
    assertThat(ReplayEntryPoint.isCarriedBy(foreign, pair, Stage.DELIVERY)).isFalse();
    assertThat(ReplayEntryPoint.isCarriedBy(entry, pair, Stage.DELIVERY)).isFalse();
    assertThat(ReplayEntryPoint.isCarriedBy(entry, pair, Stage.CONVERSION)).isTrue();
    assertThat(ReplayEntryPoint.isCarriedBy(own, pair, Stage.CONVERSION)).isFalse();
  }

  private static DeadLetter.Builder letter(String mailbox) {
    return DeadLetter.newBuilder()
        .setReason("mailbox-over-quota")
        .setMailbox(mailbox)
        .addAddresses(BOB)
        .setMessage(MailboxMessage.getDefaultInstance());
  }

  private static HeldPair held(String reason) {
    return HeldPairs.of(Facts.ARCHIVE, "a.json", BOB, BOB, reason, Instant.EPOCH);
  }
}
