package org.xipline.importer.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

/** What every kind of mailbox does. An implementation says how to look behind its back. */
public interface MailboxContract {
  EmailAddress ALICE = new EmailAddress("alice@contoso.example");
  EmailAddress BOB = new EmailAddress("bob@contoso.example");

  /** The server under test. */
  MailboxServer server();

  /** What the folder XIP holds, by other means than the server's. */
  List<byte[]> contentsOf(EmailAddress mailbox) throws IOException;

  /** The internal date of the only message in the folder. */
  Optional<Instant> internalDateOf(EmailAddress mailbox) throws IOException;

  /** Some other program stores a message in the folder, which exists. */
  void storeByOtherMeans(EmailAddress mailbox, byte[] message) throws IOException;

  /** The owner of the mailbox removes everything from the folder. */
  void removeAll(EmailAddress mailbox) throws IOException;

  @Test
  default void shouldHoldNothingAtFirst() {
    try (Mailbox mailbox = open(ALICE)) {
      assertThat(seen(mailbox, FolderPosition.START).messages()).isEmpty();
    }
  }

  @Test
  default void shouldStoreMessagesAsGivenAndInOrder() throws IOException {
    try (Mailbox mailbox = open(ALICE)) {
      List<AppendResult> results =
          mailbox.append(List.of(Messages.message("1"), Messages.message("2")));

      assertThat(results).hasSize(2).allMatch(AppendResult.Appended.class::isInstance);
      assertThat(contentsOf(ALICE))
          .containsExactlyInAnyOrder(Messages.content("1"), Messages.content("2"));
    }
  }

  @Test
  default void shouldKeepMailboxesApart() throws IOException {
    try (Mailbox alice = open(ALICE);
        Mailbox bob = open(BOB)) {
      alice.append(List.of(Messages.message("1")));

      assertThat(contentsOf(ALICE)).hasSize(1);
      assertThat(seen(bob, FolderPosition.START).messages()).isEmpty();
    }
  }

  @Test
  default void shouldShowWhatWasAppendedBefore() {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1"), Messages.message("2")));
    }

    try (Mailbox mailbox = open(ALICE)) {
      assertThat(seen(mailbox, FolderPosition.START).messages())
          .extracting(StoredMessage::fingerprint)
          .containsExactlyInAnyOrder(Messages.fingerprint("1"), Messages.fingerprint("2"));
    }
  }

  @Test
  default void shouldGoOnFromAKnownPosition() {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1")));
      FolderPosition position = seen(mailbox, FolderPosition.START).position();

      Look.Seen again = seen(mailbox, position);

      assertThat(again.anew()).isFalse();
      assertThat(again.messages()).isEmpty();
    }
  }

  @Test
  default void shouldShowWhatOthersStoredSinceAPosition() throws IOException {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1")));
      FolderPosition position = seen(mailbox, FolderPosition.START).position();
      storeByOtherMeans(ALICE, Messages.content("2"));

      assertThat(seen(mailbox, position).messages())
          .extracting(StoredMessage::fingerprint)
          .contains(Messages.fingerprint("2"));
    }
  }

  @Test
  default void shouldLeaveOutMessagesWithoutAKey() throws IOException {
    try (Mailbox mailbox = open(ALICE)) {
      storeByOtherMeans(ALICE, "Subject: lunch\r\n\r\nat one?\r\n".getBytes(UTF_8));

      assertThat(seen(mailbox, FolderPosition.START).messages()).isEmpty();
    }
  }

  @Test
  default void shouldConfirmWhatIsThereAndNothingElse() {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1")));

      assertThat(mailbox.confirm(List.of(Messages.fingerprint("1"), Messages.fingerprint("2"))))
          .asInstanceOf(type(Confirmation.Held.class))
          .extracting(Confirmation.Held::messages)
          .isEqualTo(Set.of(Messages.fingerprint("1")));
    }
  }

  @Test
  default void shouldNotConfirmWhatWasRemoved() throws IOException {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1")));
      removeAll(ALICE);

      assertThat(mailbox.confirm(List.of(Messages.fingerprint("1"))))
          .isEqualTo(new Confirmation.Held(Set.of()));
    }
  }

  @Test
  default void shouldStoreNothingOfAMessageThatCannotBeRead() throws IOException {
    Refused expired = new Refused(DeadLetterReason.PAYLOAD_EXPIRED, "purged");
    try (Mailbox mailbox = open(ALICE)) {
      List<AppendResult> results =
          mailbox.append(
              List.of(
                  Messages.message("1"), Messages.unreadable("2", expired), Messages.message("3")));

      assertThat(results.get(1)).isEqualTo(expired);
      assertThat(results.get(0)).isInstanceOf(AppendResult.Appended.class);
      assertThat(results.get(2)).isInstanceOf(AppendResult.Appended.class);
      assertThat(contentsOf(ALICE))
          .containsExactlyInAnyOrder(Messages.content("1"), Messages.content("3"));
    }
  }

  @Test
  default void shouldKeepTheTimeOfSending() throws IOException {
    try (Mailbox mailbox = open(ALICE)) {
      var sent = OffsetDateTime.parse("2019-03-04T05:06:07+09:00");
      mailbox.append(List.of(Messages.sentAt("1", sent)));

      assertThat(internalDateOf(ALICE)).contains(sent.toInstant());
    }
  }

  @Test
  default void shouldEndWithOneCopyWhenTwoImportersAppendTheSame() throws IOException {
    try (Mailbox first = open(ALICE);
        Mailbox second = open(ALICE)) {
      FolderPosition known = seen(first, FolderPosition.START).position();
      FolderPosition alsoKnown = seen(second, FolderPosition.START).position();

      appendAndSettle(first, known, "1");
      appendAndSettle(second, alsoKnown, "1");

      assertThat(contentsOf(ALICE)).containsExactly(Messages.content("1"));
    }
  }

  private void appendAndSettle(Mailbox mailbox, FolderPosition known, String id) {
    AppendResult result = mailbox.append(List.of(Messages.message(id))).getFirst();
    if (result instanceof AppendResult.Appended(long uidValidity, long uid)) {
      var own = new StoredMessage(Messages.fingerprint(id), uidValidity, uid);
      assertThat(mailbox.settle(known, List.of(own))).isInstanceOf(Settlement.Settled.class);
    }
  }

  private Mailbox open(EmailAddress address) {
    return switch (server().open(address)) {
      case Opening.Opened(Mailbox mailbox) -> mailbox;
      case Opening other -> throw new AssertionError(other.toString());
    };
  }

  private static Look.Seen seen(Mailbox mailbox, FolderPosition since) {
    return switch (mailbox.look(since)) {
      case Look.Seen seen -> seen;
      case Look.Unread unread -> throw new AssertionError(unread.toString());
    };
  }
}
