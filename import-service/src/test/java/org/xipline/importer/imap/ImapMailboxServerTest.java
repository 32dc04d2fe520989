package org.xipline.importer.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.importer.imap.dovecot.ImapView;
import org.xipline.importer.imap.dovecot.WithDovecot;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MailboxContract;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;

@WithDovecot
class ImapMailboxServerTest implements MailboxContract {
  private final DovecotServer dovecot;
  private final ImapView view;
  private final ImapMailboxServer server;

  ImapMailboxServerTest(DovecotServer dovecot) {
    this.dovecot = dovecot;
    this.view = new ImapView(dovecot);
    this.server =
        new ImapMailboxServer(
            dovecot.endpoint(),
            dovecot.master(),
            ConnectionSettings.DEFAULT,
            (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  @BeforeEach
  void removeMailboxes() throws IOException {
    view.deleteFolder(ALICE);
    view.deleteFolder(BOB);
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Override
  public MailboxServer server() {
    return server;
  }

  @Override
  public List<byte[]> contentsOf(EmailAddress mailbox) throws IOException {
    return view.contentsOf(mailbox);
  }

  @Override
  public Optional<Instant> internalDateOf(EmailAddress mailbox) throws IOException {
    return view.internalDateOf(mailbox);
  }

  @Override
  public void storeByOtherMeans(EmailAddress mailbox, byte[] message) throws IOException {
    view.append(mailbox, message);
  }

  @Override
  public void removeAll(EmailAddress mailbox) throws IOException {
    view.removeAll(mailbox);
  }

  @Test
  void shouldKnowHowFarTheClockOfTheServerIsFromOurs() {
    assertThat(offsetSeenBy(Clock.systemUTC())).isEqualTo(Duration.ZERO);
    assertThat(offsetSeenBy(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-40))))
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
    assertThat(offsetSeenBy(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(40))))
        .isBetween(Duration.ofSeconds(-40), Duration.ofSeconds(-30));
  }

  /** After one message was appended. */
  private Duration offsetSeenBy(Clock clock) {
    try (var clocked =
        new ImapMailboxServer(
            dovecot.endpoint(),
            dovecot.master(),
            ConnectionSettings.DEFAULT,
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            clock)) {
      assertThat(clocked.clockOffset()).isEmpty();
      switch (clocked.open(ALICE)) {
        case Opening.Opened(Mailbox mailbox) -> {
          mailbox.append(List.of(Messages.message("1")));
          mailbox.close();
        }
        case Opening other -> throw new AssertionError(other.toString());
      }
      return clocked.clockOffset().orElseThrow().ahead();
    }
  }
}
