package org.xipline.importer.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.Messages;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.ItemSize;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.PairResult;
import org.xipline.schemas.record.PairsSettled;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.topic.Topic;

class MessageDeliveryTest extends DeliveryRun {
  @Test
  void shouldDeliverTellAndCommit() {
    consume(Records.message(ALICE, "1"), Records.message(BOB, "2"), Records.message(ALICE, "3"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(3));
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("1"), Messages.key("3"));
    assertThat(server.keysIn(BOB)).containsExactly(Messages.key("2"));
    assertThat(settled())
        .hasSize(3)
        .allMatch(fact -> fact.getResult() == PairResult.PAIR_RESULT_DELIVERED);
    PairsSettled first = settledOf("1");
    assertThat(first.getAddressesList()).containsExactly(ALICE.value(), "alias." + ALICE.value());
    assertThat(first.getUidValidity()).isEqualTo(42);
    assertThat(first.getUid()).isEqualTo(1);
    assertThat(first.getAttempts()).isEqualTo(1);
  }

  @Test
  void shouldDeliverOneCopyOfAMessageThatComesTwice() {
    consume(Records.message(ALICE, "1"), Records.message(ALICE, "1"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));
    assertThat(server.contentsOf(ALICE)).hasSize(1);
    assertThat(settled())
        .extracting(PairsSettled::getResult)
        .containsExactlyInAnyOrder(
            PairResult.PAIR_RESULT_DELIVERED, PairResult.PAIR_RESULT_ALREADY_PRESENT);
  }

  @Test
  void shouldNotCommitBeforeOutcomesAreAcknowledged() {
    producer = producer(false);
    consume(Records.message(ALICE, "1"));
    start();
    eventually(() -> assertThat(producer.history()).hasSize(1));
    consumer.awaitPolls(20);
    assertThat(committed(PARTITION)).isZero();

    producer.completeNext();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
  }

  @Test
  void shouldNotCommitBeforeAllThatIsToldOfARecordIsAcknowledged() {
    producer = producer(false);
    consume("nonsense".getBytes(UTF_8));
    start();
    eventually(() -> assertThat(producer.history()).hasSize(2));

    producer.completeNext();
    consumer.awaitPolls(20);
    assertThat(committed(PARTITION)).isZero();
    assertThat(observer.balance()).isOne();

    producer.completeNext();
    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
  }

  @Test
  void shouldSetAsideARecordThatIsNoMessage() {
    consume("nonsense".getBytes(UTF_8));
    consume(Records.message(ALICE, "1"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));
    DeadLetter letter = deadLetters().getFirst();
    assertThat(letter.getReason()).isEqualTo("malformed-record");
    assertThat(letter.getUndecodable().toStringUtf8()).isEqualTo("nonsense");
    assertThat(told(Topic.OUTCOMES))
        .filteredOn(told -> told.key().equals(letter.getDeadLetterId()))
        .singleElement()
        .satisfies(told ->
            assertThat(Outcome.parseFrom(told.value()))
                .isEqualTo(OutcomeRecords.recordSetAside(letter)));
    assertThat(settled()).hasSize(1);
  }

  @Test
  void shouldSetAsideAnItemOverTheLimit() {
    ItemSize size =
        ItemSize.newBuilder()
            .setLargestAttachmentName("film.mov")
            .setLargestAttachmentBytes(Records.LIMIT + 1)
            .setItemBytes(Records.LIMIT + 2)
            .setLimitBytes(Records.LIMIT)
            .build();
    consume(Records.oversized(ALICE, "1", size));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
    assertThat(deadLetters().getFirst().hasEntry()).isTrue();
    assertThat(settledOf("1").getResult()).isEqualTo(PairResult.PAIR_RESULT_DEAD_LETTERED);
    assertThat(settledOf("1").getReason()).isEqualTo("attachment-too-large");
    assertThat(settledOf("1").getSizeBytes()).isEqualTo(Records.LIMIT + 1);
    assertThat(server.contentsOf(ALICE)).isEmpty();
  }

  @Test
  void shouldSetAsideWhatTheServerRefuses() {
    server.answerNext(new AppendResult.Refused(DeadLetterReason.MESSAGE_REJECTED, "bad header"));
    consume(Records.message(ALICE, "1"), Records.message(ALICE, "2"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));
    assertThat(deadLetters().getFirst().getReason()).isEqualTo("message-rejected");
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("2"));
  }

  @Test
  void shouldRedeemClaimChecks() throws IOException {
    consume(staged("1"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
    assertThat(server.contentsOf(ALICE)).containsExactly(Messages.content("1"));
  }

  @Test
  void shouldSetAsideWhatWasPurgedOrDamaged() throws IOException {
    MailboxMessage purged = staged("1");
    MailboxMessage damaged = staged("2");
    payloads.delete(new PayloadKey("messages/1"));
    payloads.damage(new PayloadKey("messages/2"));
    consume(purged, damaged);
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));
    assertThat(settledOf("1").getReason()).isEqualTo("payload-expired");
    assertThat(settledOf("2").getReason()).isEqualTo("payload-damaged");
    assertThat(server.contentsOf(ALICE)).isEmpty();
  }

  private MailboxMessage staged(String id) throws IOException {
    byte[] content = Messages.content(id);
    var stored = payloads.put(new PayloadKey("messages/" + id), out -> out.write(content));
    return Records.message(ALICE, id).toBuilder()
        .setPayload(Payload.newBuilder().setClaimCheck(stored.claimCheck()))
        .build();
  }
}
