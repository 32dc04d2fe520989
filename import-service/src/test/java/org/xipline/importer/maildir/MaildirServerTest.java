package org.xipline.importer.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.FolderPosition;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MailboxContract;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.Settlement;
import org.xipline.importer.mailbox.StoredMessage;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

class MaildirServerTest implements MailboxContract {
  @TempDir private Path base;
  private MaildirServer server;
  private Path folder;

  @BeforeEach
  void openServer() {
    server = new MaildirServer(base);
    folder = folderOf(ALICE);
  }

  @Override
  public MailboxServer server() {
    return server;
  }

  @Override
  public List<byte[]> contentsOf(EmailAddress mailbox) throws IOException {
    var contents = new ArrayList<byte[]>();
    for (Path file : messagesIn(mailbox)) {
      contents.add(Files.readAllBytes(file));
    }
    return contents;
  }

  @Override
  public Optional<Instant> internalDateOf(EmailAddress mailbox) throws IOException {
    return Optional.of(Files.getLastModifiedTime(messagesIn(mailbox).getFirst()).toInstant());
  }

  @Override
  public void storeByOtherMeans(EmailAddress mailbox, byte[] message) throws IOException {
    Files.write(folderOf(mailbox).resolve("cur/1700000000.M1P2.host,S=3:2,S"), message);
  }

  @Override
  public void removeAll(EmailAddress mailbox) throws IOException {
    for (Path file : messagesIn(mailbox)) {
      Files.delete(file);
    }
  }

  @Test
  void shouldSayAtOnceThatAFileStandsWhereAMailboxShouldBe() throws IOException {
    Files.writeString(base.resolve(ALICE.value()), "no directory");

    Opening opening = server.open(ALICE);

    assertThat(opening)
        .isInstanceOfSatisfying(
            Opening.NotFound.class,
            it -> assertThat(it.detail()).endsWith(base.resolve(ALICE.value()).toString()));
  }

  @Test
  void shouldMakeASubscribedMaildirPlusPlusFolder() throws IOException {
    deliver("1");

    Path maildir = base.resolve("alice@contoso.example/Maildir");
    assertThat(maildir.resolve("subscriptions")).hasContent("XIP");
    assertThat(folder.resolve("maildirfolder")).isEmptyFile();
    assertThat(maildir.resolve("cur")).isDirectory();
    assertThat(maildir.resolve("new")).isDirectory();
    assertThat(maildir.resolve("tmp")).isDirectory();
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
    assertThat(folder.resolve("cur")).isEmptyDirectory();
    assertThat(folder.resolve("new")).isDirectoryContaining("glob:**/1795162500.X*.xipline,S=*");
  }

  @Test
  void shouldKeepOtherSubscriptionsAndTakeTheBasesPermissions() throws IOException {
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxrwx---"));
    Path subscriptions = base.resolve("alice@contoso.example/Maildir/subscriptions");
    Files.createDirectories(subscriptions.getParent());
    Files.writeString(subscriptions, "Sent\n");

    deliver("1");

    assertThat(subscriptions).hasContent("Sent\nXIP");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
        .isEqualTo("rwxrwx---");
  }

  @Test
  void shouldNameAFileByItsSize() throws IOException {
    deliver("1");

    assertThat(messagesIn(ALICE).getFirst().toString())
        .endsWith(",S=" + Messages.content("1").length);
  }

  @Test
  void shouldFindAMessageThatAMailClientHasSeen() throws IOException {
    deliver("1");
    moveToCur();

    assertThat(deliver("1")).isInstanceOf(AppendResult.AlreadyPresent.class);
    assertThat(messagesIn(ALICE)).hasSize(1);
  }

  @Test
  void shouldFindAMessageThatSomebodyElseStored() throws IOException {
    deliver("other");
    storeByOtherMeans(ALICE, Messages.content("1"));

    assertThat(deliver("1")).isInstanceOf(AppendResult.AlreadyPresent.class);
    assertThat(messagesIn(ALICE)).hasSize(2);
  }

  @Test
  void shouldDeliverAgainWhatWasDeleted() throws IOException {
    var importer = importer();
    deliver(importer, "1");
    removeAll(ALICE);

    assertThat(deliver(importer, "1")).isInstanceOf(AppendResult.Appended.class);
    assertThat(messagesIn(ALICE)).hasSize(1);
  }

  @Test
  void shouldNotStoreTwiceWhenAMailClientMovesItBetweenLookAndLink() throws IOException {
    deliver("1");
    try (Mailbox mailbox = ((Opening.Opened) server.open(ALICE)).mailbox()) {
      FolderPosition known = new MailboxContract.Sight(mailbox, FolderPosition.START).position();
      moveToCur();
      var own = new StoredMessage(Messages.fingerprint("1"), 0, 0);
      assertThat(mailbox.append(List.of(Messages.message("1"))))
          .containsExactly(new AppendResult.Appended(0, 0));

      var settled = mailbox.settle(known, List.of(own), new MailboxContract.Sight());

      assertThat(settled)
          .isInstanceOfSatisfying(
              Settlement.Settled.class, it -> assertThat(it.superseded()).containsKey(own));
      assertThat(messagesIn(ALICE)).hasSize(1).allMatch(file -> file.toString().contains("/cur/"));
    }
  }

  @Test
  void shouldRefuseAMessageThatIsNotAsLongAsAnnounced() throws IOException {
    OutgoingMessage message = Messages.message("1");
    var longer =
        new OutgoingMessage(
            message.key(), message.sent(), message.sizeBytes() + 1, message.content());

    AppendResult result = importer().deliver(ALICE, List.of(longer)).results().getFirst();

    assertThat(result)
        .isInstanceOfSatisfying(
            AppendResult.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(DeadLetterReason.PAYLOAD_DAMAGED));
    assertThat(messagesIn(ALICE)).isEmpty();
  }

  @Test
  void shouldRemoveOldTemporaryFilesOfOursAlone() throws IOException {
    deliver("1");
    Path tmp = folder.resolve("tmp");
    Instant old = Instant.now().minus(Duration.ofHours(37));
    Instant recent = Instant.now().minus(Duration.ofHours(35));
    Files.writeString(tmp.resolve(new TemporaryNames().next(old)), "left");
    Path running = Files.writeString(tmp.resolve(new TemporaryNames().next(recent)), "running");
    Path foreign = Files.writeString(tmp.resolve("1.M2P3.host"), "foreign");

    deliver("2");

    try (Stream<Path> files = Files.list(tmp)) {
      assertThat(files).containsExactlyInAnyOrder(running, foreign);
    }
  }

  @Test
  void shouldBeUnavailableWithoutItsBaseDirectory() throws IOException {
    Files.delete(base);

    assertThat(server.open(ALICE)).isInstanceOf(Opening.Unavailable.class);
    assertThat(importer().deliver(ALICE, List.of(Messages.message("1"))).unavailable()).isPresent();

    Files.createDirectory(base);
    assertThat(deliver("1")).isInstanceOf(AppendResult.Appended.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b@contoso.example",
        "\"../../etc\"@contoso.example",
        "\"a\\\\b\"@contoso.example"
      })
  void shouldRefuseAddressesThatAreNoSafeDirectoryName(String address) {
    assertThat(server.open(new EmailAddress(address))).isInstanceOf(Opening.NotFound.class);
    assertThat(base).isEmptyDirectory();
  }

  private FolderDelivery importer() {
    return new FolderDelivery(server, new FolderMemory(1000));
  }

  private AppendResult deliver(String id) {
    return deliver(importer(), id);
  }

  private static AppendResult deliver(FolderDelivery importer, String id) {
    return importer.deliver(ALICE, List.of(Messages.message(id))).results().getFirst();
  }

  private void moveToCur() throws IOException {
    for (Path file : messagesIn(ALICE)) {
      Files.move(file, folder.resolve("cur").resolve(file.getFileName() + ":2,S"));
    }
  }

  private Path folderOf(EmailAddress mailbox) {
    return base.resolve(mailbox.value()).resolve("Maildir").resolve(".XIP");
  }

  private List<Path> messagesIn(EmailAddress mailbox) throws IOException {
    var files = new ArrayList<Path>();
    for (String part : List.of("new", "cur")) {
      try (Stream<Path> list = Files.list(folderOf(mailbox).resolve(part))) {
        list.forEach(files::add);
      }
    }
    return files;
  }
}
