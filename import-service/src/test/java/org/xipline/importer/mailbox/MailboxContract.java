package org.xipline.importer.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.Sha256;
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
      assertThat(messagesIn(mailbox)).isEmpty();
    }
  }

  @Test
  default void shouldBeReachableWithoutALogIn() {
    assertThat(server().obstacle()).isEmpty();
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
      assertThat(messagesIn(bob)).isEmpty();
    }
  }

  @Test
  default void shouldShowWhatWasAppendedBefore() {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1"), Messages.message("2")));
    }

    try (Mailbox mailbox = open(ALICE)) {
      assertThat(messagesIn(mailbox))
          .extracting(StoredMessage::fingerprint)
          .containsExactlyInAnyOrder(Messages.fingerprint("1"), Messages.fingerprint("2"));
    }
  }

  @Test
  default void shouldGoOnFromAKnownPosition() {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1")));
      FolderPosition position = new Sight(mailbox, FolderPosition.START).position;

      var again = new Sight(mailbox, position);

      assertThat(again.anew).isFalse();
      assertThat(again.messages).isEmpty();
    }
  }

  @Test
  default void shouldShowWhatOthersStoredSinceAPosition() throws IOException {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1")));
      FolderPosition position = new Sight(mailbox, FolderPosition.START).position;
      storeByOtherMeans(ALICE, Messages.content("2"));

      assertThat(new Sight(mailbox, position).messages)
          .extracting(StoredMessage::fingerprint)
          .contains(Messages.fingerprint("2"));
    }
  }

  @Test
  default void shouldLeaveOutMessagesWithoutAKey() throws IOException {
    try (Mailbox mailbox = open(ALICE)) {
      storeByOtherMeans(ALICE, "Subject: lunch\r\n\r\nat one?\r\n".getBytes(UTF_8));

      assertThat(messagesIn(mailbox)).isEmpty();
    }
  }

  @Test
  default void shouldConfirmWhatIsThereAndNothingElse() {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1")));

      StoredMessage stored = messagesIn(mailbox).getFirst();
      var other = new StoredMessage(Messages.fingerprint("2"), stored.uidValidity(), stored.uid());

      assertThat(mailbox.confirm(List.of(stored, other)))
          .isEqualTo(new Confirmation.Held(Set.of(stored)));
    }
  }

  @Test
  default void shouldNotConfirmWhatWasRemoved() throws IOException {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1")));
      List<StoredMessage> stored = messagesIn(mailbox);
      removeAll(ALICE);

      assertThat(mailbox.confirm(stored)).isEqualTo(new Confirmation.Held(Set.of()));
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
      FolderPosition known = new Sight(first, FolderPosition.START).position;
      FolderPosition alsoKnown = new Sight(second, FolderPosition.START).position;

      appendAndSettle(first, known, "1");
      appendAndSettle(second, alsoKnown, "1");

      assertThat(contentsOf(ALICE)).containsExactly(Messages.content("1"));
    }
  }

  @Test
  default void shouldShowWhatMessagesSayOfThemselves() {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(
          List.of(Messages.message("1"), Messages.filed("2", "=?UTF-8?Q?d/caf=C3=A9.json?=", 500)));

      assertThat(copiesIn(mailbox))
          .extracting(FiledCopy::label)
          .containsExactlyInAnyOrder(
              new MessageLabel(Messages.key("1"), "", "", ""),
              new MessageLabel(Messages.key("2"), "desk", "ab".repeat(32), "d/café.json"));
    }
  }

  /** Sizes around the chunks that an adapter may read in, and one of many chunks. */
  @Test
  default void shouldReadBackWhatItStoredOctetByOctet() {
    try (Mailbox mailbox = open(ALICE)) {
      Map<ContentDigest, Integer> expected = new HashMap<>();
      for (int size : new int[] {400, 256 << 10, (256 << 10) + 1, 512 << 10, 1_500_000}) {
        mailbox.append(List.of(Messages.filed("m" + size, "d/" + size, size)));
        byte[] content = Messages.filedContent("m" + size, "d/" + size, size);
        assertThat(content).hasSize(size);
        expected.put(new ContentDigest(Sha256.digest(content), size), size);
      }

      List<CopyLocation> places = copiesIn(mailbox).stream().map(FiledCopy::place).toList();
      var digests = new ArrayList<ContentDigest>();
      ReadBack result = mailbox.digest(places, (_, digest) -> digests.add(digest));

      assertThat(result).isEqualTo(new ReadBack.Complete());
      assertThat(digests).containsExactlyInAnyOrderElementsOf(expected.keySet());
    }
  }

  @Test
  default void shouldLeaveOutWhatIsGoneWhenItReadsBack() throws IOException {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1")));
      List<CopyLocation> places = copiesIn(mailbox).stream().map(FiledCopy::place).toList();
      removeAll(ALICE);

      var digests = new ArrayList<ContentDigest>();
      ReadBack result = mailbox.digest(places, (_, digest) -> digests.add(digest));

      assertThat(result).isEqualTo(new ReadBack.Complete());
      assertThat(digests).isEmpty();
      assertThat(copiesIn(mailbox)).isEmpty();
    }
  }

  @Test
  default void shouldShowEveryCopyAndRemoveTheOneThatIsNamed() throws IOException {
    try (Mailbox mailbox = open(ALICE)) {
      mailbox.append(List.of(Messages.message("1"), Messages.message("2")));
      storeByOtherMeans(ALICE, Messages.content("1"));
      List<CopyLocation> copies =
          copiesIn(mailbox).stream()
              .filter(copy -> copy.label().key().equals(Messages.key("1")))
              .map(FiledCopy::place)
              .toList();
      assertThat(copies).hasSize(2);

      Removal removal = mailbox.remove(List.of(copies.getLast()));

      assertThat(removal).isEqualTo(new Removal.Removed());
      assertThat(copiesIn(mailbox))
          .hasSize(2)
          .extracting(FiledCopy::place)
          .contains(copies.getFirst());
      assertThat(contentsOf(ALICE))
          .containsExactlyInAnyOrder(Messages.content("1"), Messages.content("2"));
    }
  }

  @Test
  default void shouldMakeNothingWhereAFolderIsOnlyLookedFor() {
    assertThat(server().openExisting(BOB)).isEmpty();
    assertThat(server().openExisting(BOB)).isEmpty();

    open(BOB).close();

    assertThat(server().openExisting(BOB))
        .hasValueSatisfying(opening -> {
          assertThat(opening).isInstanceOf(Opening.Opened.class);
          ((Opening.Opened) opening).mailbox().close();
        });
  }

  @Test
  default void shouldKnowAMessageByItsKeyHoweverLongItsHeader() {
    try (Mailbox mailbox = open(ALICE)) {
      assertThat(mailbox.append(List.of(Messages.withLongHeader("long", 400 << 10))))
          .allMatch(AppendResult.Appended.class::isInstance);
    }

    try (Mailbox mailbox = open(ALICE)) {
      assertThat(copiesIn(mailbox))
          .extracting(copy -> copy.label().key())
          .containsExactly(Messages.key("long"));
      assertThat(new Sight(mailbox, FolderPosition.START).messages)
          .extracting(StoredMessage::fingerprint)
          .containsExactly(Messages.fingerprint("long"));
    }
  }

  private static List<FiledCopy> copiesIn(Mailbox mailbox) {
    var copies = new ArrayList<FiledCopy>();
    assertThat(mailbox.survey(copies::add)).isEqualTo(new ReadBack.Complete());
    return copies;
  }

  private void appendAndSettle(Mailbox mailbox, FolderPosition known, String id) {
    AppendResult result = mailbox.append(List.of(Messages.message(id))).getFirst();
    if (result instanceof AppendResult.Appended(long uidValidity, long uid)) {
      var own = new StoredMessage(Messages.fingerprint(id), uidValidity, uid);
      assertThat(mailbox.settle(known, List.of(own), new Sight()))
          .isInstanceOf(Settlement.Settled.class);
    }
  }

  private Mailbox open(EmailAddress address) {
    return switch (server().open(address)) {
      case Opening.Opened(Mailbox mailbox) -> mailbox;
      case Opening other -> throw new AssertionError(other.toString());
    };
  }

  private static List<StoredMessage> messagesIn(Mailbox mailbox) {
    return new Sight(mailbox, FolderPosition.START).messages;
  }

  /** What a look showed. */
  final class Sight implements FoundMessageListener {
    final List<StoredMessage> messages = new ArrayList<>();
    boolean anew;
    FolderPosition position = FolderPosition.START;

    public Sight() {}

    public Sight(Mailbox mailbox, FolderPosition since) {
      position =
          switch (mailbox.look(since, this)) {
            case LookResult.Seen seen -> seen.position();
            case LookResult.Unread unread -> throw new AssertionError(unread.toString());
          };
    }

    public FolderPosition position() {
      return position;
    }

    @Override
    public void startAnew() {
      anew = true;
    }

    @Override
    public void found(StoredMessage message) {
      messages.add(message);
    }
  }
}
