package org.xipline.importer.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.AlreadyPresent;
import org.xipline.importer.mailbox.AppendResult.Appended;
import org.xipline.importer.mailbox.AppendResult.Interrupted;
import org.xipline.importer.mailbox.AppendResult.NotTried;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.importer.mailbox.AppendResult.Throttled;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.importer.mailbox.AppendResult.Unknown;
import org.xipline.importer.mailbox.InMemoryMailboxServer;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.schemas.reason.DeadLetterReason;

class FolderDeliveryTest {
  private final InMemoryMailboxServer server = new InMemoryMailboxServer();
  private final FolderMemory memory = new FolderMemory(3);
  private final FolderDelivery delivery = new FolderDelivery(server, memory);

  @Test
  void shouldAppendWhatIsAbsent() {
    assertThat(deliver("1", "2")).containsExactly(new Appended(42, 1), new Appended(42, 2));
    assertThat(server.contentsOf(ALICE)).hasSize(2);
  }

  @Test
  void shouldLeaveWhatIsPresent() {
    server.store(ALICE, Messages.content("1"), null);

    assertThat(deliver("1", "2")).containsExactly(new AlreadyPresent(42, 1), new Appended(42, 2));
  }

  @Test
  void shouldSeeWhatAnotherImporterDeliveredMeanwhile() {
    deliver("1");
    server.store(ALICE, Messages.content("2"), null);

    assertThat(deliver("2")).containsExactly(new AlreadyPresent(42, 2));
  }

  @Test
  void shouldDeliverAgainWhatItRemembersButSomebodyRemoved() {
    deliver("1");
    server.removeAll(ALICE);

    assertThat(deliver("1")).containsExactly(new Appended(42, 2));
  }

  @Test
  void shouldLearnAnewWhenUidsAreVoid() {
    deliver("1");
    server.renumber(ALICE);

    assertThat(deliver("1")).containsExactly(new AlreadyPresent(43, 100));
  }

  @Test
  void shouldResolveALostAnswerByLooking() {
    server.loseAnswers(true);

    assertThat(deliver("1", "2")).containsExactly(new Appended(42, 1), new Appended(42, 2));
    assertThat(server.contentsOf(ALICE)).hasSize(2);
  }

  @Test
  void shouldTryLaterWhenTheAnswerWasLostAndTheMessageIsNotThere() {
    server.answerNext(new Unknown("connection lost"));

    assertThat(deliver("1", "2"))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(TryLater.class),
            second -> assertThat(second).isEqualTo(new Appended(42, 1)));
  }

  @Test
  void shouldNotCallItTriedWhenTheSessionEndedForAReasonOfItsOwn() {
    server.answerNext(new Interrupted("token expired"));

    assertThat(deliver("1", "2"))
        .containsExactly(new NotTried("token expired"), new Appended(42, 1));
  }

  @Test
  void shouldRemoveWhatAKilledImporterCouldNotSettle() {
    deliver("1");
    server.store(ALICE, Messages.content("1"), null);

    assertThat(deliver("2")).containsExactly(new Appended(42, 3));
    assertThat(server.contentsOf(ALICE))
        .containsExactly(Messages.content("1"), Messages.content("2"));
  }

  @Test
  void shouldKeepTheCopyThatIsLeftWhenTheOlderOneIsRemoved() {
    server.store(ALICE, Messages.content("1"), null);
    server.store(ALICE, Messages.content("1"), null);

    assertThat(deliver("1")).containsExactly(new AlreadyPresent(42, 1));
    assertThat(server.contentsOf(ALICE)).hasSize(1);
  }

  @Test
  void shouldSayNothingOfMessagesWhenTheServerIsOutOfReach() {
    server.setReachable(false);

    BatchResult result = delivery.deliver(ALICE, List.of(Messages.message("1")));

    assertThat(result.unavailable()).isPresent();
    assertThat(result.results()).allMatch(Unknown.class::isInstance);
  }

  @Test
  void shouldRefuseForAMailboxThatCannotBeOpened() {
    server.answerOpening(ALICE, new Opening.NotFound("no such user"));
    server.answerOpening(BOB, new Opening.Denied("no rights"));

    assertThat(deliver("1"))
        .containsExactly(new Refused(DeadLetterReason.MAILBOX_NOT_FOUND, "no such user"));
    assertThat(delivery.deliver(BOB, List.of(Messages.message("1"))).results())
        .containsExactly(new Refused(DeadLetterReason.MAILBOX_ACCESS_DENIED, "no rights"));
  }

  @Test
  void shouldKeepTheServersOwnBackoff() {
    Throttled throttled = new Throttled("throttled", Duration.ofMinutes(5));
    server.answerOpening(ALICE, new Opening.Busy(throttled));

    assertThat(deliver("1")).containsExactly(throttled);
  }

  @Test
  void shouldForgetTheFolderNotUsedForLongestButNeverTheLast() {
    deliver("1", "2");
    delivery.deliver(BOB, List.of(Messages.message("1")));
    assertThat(memory.size()).isEqualTo(3);

    delivery.deliver(BOB, List.of(Messages.message("2")));
    assertThat(memory.size()).isEqualTo(2);

    deliver("1", "2", "3", "4", "5");
    assertThat(memory.size()).isEqualTo(5);
    assertThat(deliver("1")).containsExactly(new AlreadyPresent(42, 1));
  }

  private List<AppendResult> deliver(String... ids) {
    List<OutgoingMessage> batch = Stream.of(ids).map(Messages::message).toList();
    return delivery.deliver(ALICE, batch).results();
  }
}
