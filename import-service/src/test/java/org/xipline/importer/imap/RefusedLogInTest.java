package org.xipline.importer.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.importer.folder.BatchResult;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.imap.authentication.Credentials;
import org.xipline.importer.imap.authentication.MasterUser;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.ServerTrust;
import org.xipline.importer.imap.scripted.Reaction;
import org.xipline.importer.imap.scripted.ScriptedServer;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.Opening;
import org.xipline.runtime.settings.Secret;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

/** Whose trouble a refused log-in is, with a server that refuses as it is told to. */
class RefusedLogInTest {
  private static final String NO = "NO [AUTHENTICATIONFAILED] Authentication failed.";
  private static final Credentials MASTER = new MasterUser("importer", new Secret("secret"));
  private static final EmailAddress CAROL = new EmailAddress("carol@contoso.example");
  private static final EmailAddress DAVE = new EmailAddress("dave@contoso.example");

  private final ScriptedServer scripted = new ScriptedServer();
  private final ManualClock clock = new ManualClock();
  private final ImapMailboxServer server =
      new ImapMailboxServer(
          scripted.endpoint(), MASTER, ConnectionSettings.DEFAULT, ServerTrust.ofTheJdk(), clock);
  private final FolderDelivery delivery = new FolderDelivery(server, new FolderMemory(1000));
  private int messages;

  RefusedLogInTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    server.close();
    scripted.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NO,
        "NO AUTHENTICATE failed.",
        "NO [AUTHORIZATIONFAILED] Authorization failed",
        "BAD Logon failure"
      })
  void shouldSetAsideAfterTenMinutesInWhichOthersGotIn(String words) {
    refuse(new Reaction.Answer(words), ALICE);
    assertThat(deliver(BOB)).isInstanceOf(AppendResult.Appended.class);
    assertUndecided(deliver(ALICE), DeadLetterReason.MAILBOX_ACCESS_DENIED, words);

    clock.pass(Duration.ofMinutes(10).minusMillis(1));
    assertUndecided(deliver(ALICE), DeadLetterReason.MAILBOX_ACCESS_DENIED, words);
    clock.pass(Duration.ofMillis(1));

    assertThat(deliver(ALICE))
        .isInstanceOfSatisfying(
            AppendResult.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(DeadLetterReason.MAILBOX_ACCESS_DENIED);
              assertThat(refused.detail())
                  .contains(words, "2026-11-20T09:15:00Z", "xipline dead-letters replay");
            });
  }

  @Test
  void shouldSayThatAMailboxIsNotThereWhereTheServerSaysSo() {
    refuse(new Reaction.Answer("NO Unknown user"), ALICE);
    deliver(BOB);
    deliver(ALICE);
    clock.pass(Duration.ofMinutes(10));

    assertThat(deliver(ALICE))
        .isInstanceOfSatisfying(
            AppendResult.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(DeadLetterReason.MAILBOX_NOT_FOUND));
  }

  @Test
  void shouldTakeADroppedConnectionForARefusal() {
    refuse(new Reaction.Cut(), ALICE);
    deliver(BOB);
    assertThat(deliver(ALICE)).isInstanceOf(AppendResult.NotLetIn.class);
    clock.pass(Duration.ofMinutes(10));

    assertThat(deliver(ALICE)).isInstanceOf(AppendResult.Refused.class);
  }

  @Test
  void shouldSetNothingAsideWhenThePasswordWasChangedMeanwhile() {
    // Alice has trouble of her own, others get in ...
    refuse(new Reaction.Answer(NO), ALICE);
    deliver(BOB);
    deliver(ALICE);
    clock.pass(Duration.ofMinutes(9));
    deliver(CAROL);
    // ... and then nobody gets in any more.
    refuseAll(NO);
    clock.pass(Duration.ofHours(3));

    BatchResult last = result(ALICE);

    assertUndecided(last.results().getFirst(), DeadLetterReason.MAILBOX_ACCESS_DENIED, NO);
    assertThat(last.refused().orElseThrow().mailboxes()).isEqualTo(3);
    assertThat(last.refused().orElseThrow().proven()).isTrue();
  }

  @Test
  void shouldNotHoldMailboxesThatAreGoneAgainstTheServer() {
    deliver(DAVE);
    refuse(new Reaction.Answer(NO), ALICE, BOB, CAROL);
    clock.pass(Duration.ofMinutes(6));

    deliver(ALICE);
    deliver(BOB);
    Opening.LogInRefused third = result(CAROL).refused().orElseThrow();

    // Asked, Dave got in.
    assertThat(third.mailboxes()).isZero();
    assertThat(scripted.count("STATUS INBOX")).isOne();
  }

  @Test
  void shouldSayHowManyMailboxesAreRefusedWhereNobodyGetsIn() {
    refuseAll(NO);
    deliver(ALICE);
    deliver(BOB);
    clock.pass(Duration.ofMinutes(2));

    assertThat(result(CAROL).refused())
        .contains(
            new Opening.LogInRefused(
                DeadLetterReason.MAILBOX_ACCESS_DENIED,
                false,
                NO,
                3,
                clock.instant().minus(Duration.ofMinutes(2)),
                false));
  }

  @Test
  void shouldNotAskAgainAndAgainWhetherAnybodyGetsIn() {
    deliver(DAVE);
    refuseAll(NO);
    clock.pass(Duration.ofMinutes(6));
    deliver(ALICE);
    deliver(BOB);
    long before = scripted.count("AUTHENTICATE");

    deliver(CAROL);

    // Carol and Dave.
    assertThat(scripted.count("AUTHENTICATE") - before).isEqualTo(2);
  }

  @Test
  void shouldBelieveAServerThatSaysThatItPasses() {
    refuse(new Reaction.Answer("NO [UNAVAILABLE] Temporary authentication failure"), ALICE);
    deliver(BOB);
    deliver(ALICE);
    clock.pass(Duration.ofDays(1));

    assertThat(deliver(ALICE)).isInstanceOf(AppendResult.TryLater.class);
  }

  @Test
  void shouldTakeAMailboxThatIsNotConnectedForRefused() {
    // Exchange lets every application in that has a token, and into no mailbox.
    String words = "BAD User is authenticated but not connected.";
    scripted.store(ALICE, Messages.content("0"));
    scripted.store(BOB, Messages.content("0"));
    deliver(BOB);
    scripted.react("STATUS", answer(words));
    assertUndecided(deliver(ALICE), DeadLetterReason.MAILBOX_ACCESS_DENIED, words);
    clock.pass(Duration.ofMinutes(10));
    scripted.react("STATUS", answer(words));

    assertThat(deliver(ALICE)).isInstanceOf(AppendResult.Refused.class);
  }

  private static Reaction answer(String words) {
    return new Reaction.Answer(words);
  }

  private void refuse(Reaction reaction, EmailAddress... mailboxes) {
    Set<EmailAddress> refused = Set.of(mailboxes);
    scripted.reactToLogIns(user -> refused.contains(new EmailAddress(user)) ? reaction : null);
  }

  private void refuseAll(String words) {
    @Nullable Reaction refusal = new Reaction.Answer(words);
    scripted.reactToLogIns(_ -> refusal);
  }

  private AppendResult deliver(EmailAddress mailbox) {
    return result(mailbox).results().getFirst();
  }

  private BatchResult result(EmailAddress mailbox) {
    return delivery.deliver(mailbox, List.of(Messages.message("m" + messages++)));
  }

  private static void assertUndecided(AppendResult result, DeadLetterReason reason, String detail) {
    assertThat(result).isEqualTo(new AppendResult.NotLetIn(reason, detail));
  }

  private static final class ManualClock extends Clock {
    private Instant now = Instant.parse("2026-11-20T09:15:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
