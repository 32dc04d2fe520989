package org.xipline.importer.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.importer.folder.BatchResult;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.imap.authentication.AccessToken;
import org.xipline.importer.imap.authentication.BearerTokens;
import org.xipline.importer.imap.authentication.Credentials;
import org.xipline.importer.imap.authentication.MasterUser;
import org.xipline.importer.imap.authentication.TokenSource;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.ServerTrust;
import org.xipline.importer.imap.scripted.Reaction;
import org.xipline.importer.imap.scripted.ScriptedServer;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.AlreadyPresent;
import org.xipline.importer.mailbox.AppendResult.Appended;
import org.xipline.importer.mailbox.AppendResult.NotTried;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.importer.mailbox.AppendResult.Throttled;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.UnreadableContentException;
import org.xipline.runtime.settings.Secret;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

/** What the importer makes of a server that does what no test can make a real one do. */
class ServerBehaviourTest {
  private static final Credentials MASTER = new MasterUser("importer", new Secret("secret"));

  private final ScriptedServer scripted;
  private ImapMailboxServer server;
  private FolderDelivery delivery;

  ServerBehaviourTest() throws IOException {
    scripted = new ScriptedServer();
    server = serverWith(MASTER, ConnectionSettings.DEFAULT);
    delivery = new FolderDelivery(server, new FolderMemory(1000));
  }

  @AfterEach
  void closeServers() throws IOException {
    server.close();
    scripted.close();
  }

  @Test
  void shouldSendABatchWithOneCommand() {
    assertThat(deliver("1", "2", "3"))
        .containsExactly(new Appended(7, 1), new Appended(7, 2), new Appended(7, 3));
    assertThat(scripted.count("APPEND")).isOne();
    assertThat(scripted.datesIn(ALICE)).containsOnly("20-Nov-2026 09:15:00 +0100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LITERAL+ UIDPLUS SASL-IR",
        "UIDPLUS",
        "LITERAL- UIDPLUS NAMESPACE",
        "MULTIAPPEND UIDPLUS",
        "LITERAL+ MULTIAPPEND",
        ""
      })
  void shouldDeliverWithWhateverAServerOffers(String capabilities) {
    scripted.offer(capabilities);

    assertThat(deliver("1", "2", "3"))
        .containsExactly(new Appended(7, 1), new Appended(7, 2), new Appended(7, 3));
    assertThat(scripted.contentsOf(ALICE))
        .containsExactly(Messages.content("1"), Messages.content("2"), Messages.content("3"));
  }

  @Test
  void shouldNameTheFolderAsTheServersHierarchyHasIt() {
    scripted.offer("UIDPLUS");

    deliver("1");

    assertThat(scripted.commands()).contains("CREATE \"INBOX.XIP\"", "SUBSCRIBE \"INBOX.XIP\"");
  }

  @Test
  void shouldWriteTheTimeInItsOwnOffset() {
    deliver(
        Messages.sentAt("1", OffsetDateTime.parse("2019-03-04T05:06:07+09:00")),
        Messages.sentAt("2", OffsetDateTime.parse("1890-01-01T00:00:00+00:53:28")));

    assertThat(scripted.datesIn(ALICE))
        .containsExactly("04-Mar-2019 05:06:07 +0900", "31-Dec-1889 23:06:32 +0000");
  }

  @Test
  void shouldLetABadMessageHarmOnlyItself() {
    scripted.react(
        "APPEND",
        new Reaction.Answer("NO Message contains NUL characters"),
        new Reaction.Answer("NO Message contains NUL characters"),
        new Reaction.Answer("NO Message contains NUL characters"));

    List<AppendResult> results = deliver("1", "2", "3", "4");

    assertThat(results.getFirst())
        .isEqualTo(
            new Refused(DeadLetterReason.MESSAGE_REJECTED, "NO Message contains NUL characters"));
    assertThat(results.subList(1, 4)).allMatch(Appended.class::isInstance);
    assertThat(scripted.count("APPEND")).isEqualTo(5);
  }

  @Test
  void shouldNotSendWhatCannotFitEither() {
    String full = "NO [OVERQUOTA] Mailbox is full";
    scripted.react(
        "APPEND",
        Stream.generate(() -> new Reaction.Answer(full)).limit(4).toArray(Reaction[]::new));

    List<AppendResult> results = deliver("1", "2", "3", "4", "5", "6", "7", "8");

    assertThat(results)
        .containsOnly(new TryLater(DeadLetterReason.MAILBOX_OVER_QUOTA, full, Duration.ZERO));
    assertThat(scripted.count("APPEND")).isEqualTo(4);
  }

  @Test
  void shouldPauseExactlyAsLongAsExchangeSuggests() {
    String words = "BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds";
    scripted.react("APPEND", new Reaction.Answer(words));

    assertThat(deliver("1", "2")).containsOnly(new Throttled(words, Duration.ofMillis(299_961)));
    assertThat(scripted.count("APPEND")).isOne();
  }

  @Test
  void shouldPauseWhenTheLogInIsThrottled() {
    String words = "BAD Request is throttled. Suggested Backoff Time: 1000 milliseconds";
    scripted.react("AUTHENTICATE", new Reaction.Answer(words));

    assertThat(deliver("1")).containsOnly(new Throttled(words, Duration.ofSeconds(1)));
  }

  @Test
  void shouldLeaveAThrottledMailboxAloneEvenWhereAnswersWereLost() {
    scripted.offer("LITERAL+ UIDPLUS");
    deliver("0");
    scripted.react(
        "APPEND",
        new Reaction.Answer("BAD Request is throttled. Suggested Backoff Time: 8000 milliseconds"),
        new Reaction.Cut());
    int connections = scripted.connections();

    List<AppendResult> results = deliver("1", "2", "3");

    assertThat(results.getFirst()).isInstanceOf(Throttled.class);
    assertThat(results.subList(1, 3)).noneMatch(TryLater.class::isInstance);
    assertThat(scripted.connections()).isEqualTo(connections);
  }

  @Test
  void shouldFindWhatWasStoredThoughTheAnswerWasLost() {
    scripted.react("APPEND", new Reaction.DoAndCut());

    assertThat(deliver("1", "2")).containsExactly(new Appended(7, 1), new Appended(7, 2));
    assertThat(scripted.contentsOf(ALICE)).hasSize(2);
  }

  @Test
  void shouldTryLaterWhatWasLostOnTheWay() {
    scripted.react("APPEND", new Reaction.Cut());

    assertThat(deliver("1", "2")).allMatch(TryLater.class::isInstance);
    assertThat(deliver("1", "2")).containsExactly(new Appended(7, 1), new Appended(7, 2));
  }

  @Test
  void shouldKeepWhatWasAnsweredBeforeASessionBroke() {
    scripted.offer("LITERAL+ UIDPLUS");
    deliver("0");
    scripted.react("APPEND", new Reaction.Answer("OK [APPENDUID 7 2] made up"), new Reaction.Cut());

    List<AppendResult> results = deliver("1", "2", "3");

    assertThat(results.getFirst()).isEqualTo(new Appended(7, 2));
    assertThat(results.subList(1, 3)).allMatch(TryLater.class::isInstance);
  }

  @Test
  void shouldNotShowThatATokenRanOut() {
    var tokens = new CountingTokens();
    useCredentials(new BearerTokens(tokens));
    deliver("0");
    scripted.react("APPEND", new Reaction.Goodbye("Session invalidated - AccessTokenExpired"));

    assertThat(deliver("1", "2")).allMatch(NotTried.class::isInstance);
    assertThat(tokens.forgotten).hasValue(1);
    assertThat(deliver("1", "2")).containsExactly(new Appended(7, 2), new Appended(7, 3));
    assertThat(scripted.connections()).isGreaterThan(1);
  }

  @Test
  void shouldNotBeginWithATokenThatIsAboutToEnd() {
    var tokens = new CountingTokens();
    tokens.validFor = Duration.ofSeconds(30);
    useCredentials(new BearerTokens(tokens));

    deliver("1");
    deliver("2");

    assertThat(scripted.count("AUTHENTICATE XOAUTH2")).isEqualTo(2);
    assertThat(scripted.contentsOf(ALICE)).hasSize(2);
  }

  @Test
  void shouldMakeTheFolderThatVanishedMeanwhile() {
    deliver("1");
    scripted.react("APPEND", new Reaction.Answer("NO [TRYCREATE] gone"));

    assertThat(deliver("2")).containsExactly(new Appended(7, 2));
    assertThat(scripted.count("CREATE")).isEqualTo(2);
  }

  @Test
  void shouldTakeAFolderThatSomebodyElseHasJustMade() {
    scripted.react("STATUS", new Reaction.Answer("NO [NONEXISTENT] not yet"));
    scripted.store(ALICE, Messages.content("0"));

    assertThat(deliver("1")).containsExactly(new Appended(7, 2));
  }

  @Test
  void shouldOpenAFolderThatIsThereThoughTheLastMailboxHadNone() {
    scripted.store(BOB, Messages.content("0"));

    deliver("1");
    List<AppendResult> results =
        delivery.deliver(BOB, List.of(Messages.message("0"), Messages.message("1"))).results();

    assertThat(results).containsExactly(new AlreadyPresent(7, 1), new Appended(7, 2));
    assertThat(scripted.count("SUBSCRIBE")).isOne();
  }

  @Test
  void shouldSayWhyNoFolderCanBeMade() {
    scripted.react("CREATE", new Reaction.Answer("NO [NOPERM] not for you"));

    assertThat(deliver("1"))
        .containsExactly(
            new Refused(DeadLetterReason.MAILBOX_ACCESS_DENIED, "NO [NOPERM] not for you"));
  }

  @Test
  void shouldPauseWhenTheServerCannotBeReached() throws IOException {
    scripted.close();

    BatchResult result = delivery.deliver(ALICE, List.of(Messages.message("1")));

    assertThat(result.unavailable()).isPresent();
  }

  @Test
  void shouldGoOnAfterTheServerEndedAnIdleSession() {
    deliver("1");
    scripted.cutAll();

    assertThat(deliver("2")).containsExactly(new Appended(7, 2));
    assertThat(scripted.connections()).isEqualTo(2);
  }

  @Test
  void shouldUseASessionAgain() {
    deliver("1");
    deliver("2");

    assertThat(scripted.connections()).isOne();
    assertThat(scripted.count("AUTHENTICATE")).isOne();
  }

  @Test
  void shouldUseAConnectionForAnotherMailboxWhereTheServerKnowsHow() {
    scripted.offer("LITERAL+ UIDPLUS SASL-IR UNAUTHENTICATE");
    restart(MASTER, ConnectionSettings.DEFAULT.withMaxConnections(1));

    deliver("1");
    delivery.deliver(BOB, List.of(Messages.message("1")));

    assertThat(scripted.connections()).isOne();
    assertThat(scripted.contentsOf(BOB)).hasSize(1);
  }

  @Test
  void shouldGiveUpTheSessionThatWasIdleForLongest() {
    restart(MASTER, ConnectionSettings.DEFAULT.withMaxConnections(1));

    deliver("1");
    delivery.deliver(BOB, List.of(Messages.message("1")));
    deliver("2");

    assertThat(scripted.connections()).isEqualTo(3);
    assertThat(scripted.count("LOGOUT")).isEqualTo(2);
  }

  @Test
  void shouldExpungeItsOwnCopyWhenAnotherImporterWasFaster() {
    deliver("0");
    var overtaken = Overtaken.server(server, () -> scripted.store(ALICE, Messages.content("1")));
    var zombie = new FolderDelivery(overtaken, new FolderMemory(1000));

    BatchResult result =
        zombie.deliver(ALICE, List.of(Messages.message("1"), Messages.message("2")));

    assertThat(result.results()).containsExactly(new AlreadyPresent(7, 2), new Appended(7, 4));
    assertThat(scripted.contentsOf(ALICE))
        .containsExactly(Messages.content("0"), Messages.content("1"), Messages.content("2"));
  }

  @Test
  void shouldNeverExpungeWithoutUidplus() {
    scripted.offer("LITERAL+ MULTIAPPEND NAMESPACE");
    scripted.store(ALICE, Messages.content("1"));
    scripted.store(ALICE, Messages.content("1"));

    assertThat(deliver("1")).containsExactly(new AlreadyPresent(7, 1));
    assertThat(scripted.contentsOf(ALICE)).hasSize(2);
    assertThat(scripted.count("UID EXPUNGE")).isZero();
  }

  @Test
  void shouldLearnAnewWhenTheFolderIsRenumbered() {
    deliver("1");
    scripted.renumber(ALICE);

    assertThat(deliver("1", "2")).containsExactly(new AlreadyPresent(8, 100), new Appended(8, 101));
  }

  @Test
  void shouldBringBackWhatWasDeleted() {
    deliver("1");
    scripted.removeAll(ALICE);

    assertThat(deliver("1")).containsExactly(new Appended(7, 2));
  }

  @Test
  void shouldStoreNothingOfAMessageThatBreaksOff() {
    Refused damaged = new Refused(DeadLetterReason.PAYLOAD_DAMAGED, "checksum");

    List<AppendResult> results =
        deliver(Messages.message("1"), breaksOff("2", damaged), Messages.message("3"));

    assertThat(results.get(1)).isEqualTo(damaged);
    assertThat(results.get(0)).isInstanceOf(NotTried.class);
    assertThat(scripted.contentsOf(ALICE)).isEmpty();
    assertThat(deliver("1", "3")).allMatch(Appended.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void shouldRefuseAMessageThatIsNotAsLongAsAnnounced(int difference) {
    OutgoingMessage message = Messages.message("1");
    var other =
        new OutgoingMessage(
            message.key(), message.sent(), message.sizeBytes() + difference, message.content());

    assertThat(deliver(other).getFirst())
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(DeadLetterReason.PAYLOAD_DAMAGED));
    assertThat(scripted.contentsOf(ALICE)).isEmpty();
  }

  @Test
  void shouldKeepWhatWasWholeBeforeAMessageThatBreaksOff() {
    scripted.offer("LITERAL+ UIDPLUS");

    List<AppendResult> results =
        deliver(
            Messages.message("1"),
            breaksOff("2", new Refused(DeadLetterReason.PAYLOAD_DAMAGED, "checksum")),
            Messages.message("3"));

    assertThat(results.get(0)).isEqualTo(new Appended(7, 1));
    assertThat(results.get(2)).isInstanceOf(NotTried.class);
  }

  @Test
  void shouldHaveNoMoreConnectionsThanAllowed() throws InterruptedException {
    restart(MASTER, ConnectionSettings.DEFAULT.withMaxConnections(3));
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 20; i++) {
      var mailbox = new EmailAddress("m" + i + "@contoso.example");
      threads.add(
          Thread.startVirtualThread(
              () -> delivery.deliver(mailbox, List.of(Messages.message("1")))));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(IntStream.range(0, 20))
        .allMatch(
            i -> scripted.contentsOf(new EmailAddress("m" + i + "@contoso.example")).size() == 1);
    assertThat(server.openConnections()).isBetween(1, 3);
  }

  private void useCredentials(Credentials credentials) {
    restart(credentials, ConnectionSettings.DEFAULT);
  }

  private void restart(Credentials credentials, ConnectionSettings settings) {
    server.close();
    server = serverWith(credentials, settings);
    delivery = new FolderDelivery(server, new FolderMemory(1000));
  }

  private ImapMailboxServer serverWith(Credentials credentials, ConnectionSettings settings) {
    return new ImapMailboxServer(
        scripted.endpoint(), credentials, settings, ServerTrust.ofTheJdk());
  }

  private List<AppendResult> deliver(String... ids) {
    return deliver(Stream.of(ids).map(Messages::message).toArray(OutgoingMessage[]::new));
  }

  private List<AppendResult> deliver(OutgoingMessage... messages) {
    return delivery.deliver(ALICE, List.of(messages)).results();
  }

  private static OutgoingMessage breaksOff(String id, AppendResult result) {
    byte[] half = Arrays.copyOf(Messages.content(id), Messages.content(id).length / 2);
    return new OutgoingMessage(
        Messages.key(id),
        Messages.SENT,
        Messages.content(id).length,
        () ->
            new SequenceInputStream(
                new ByteArrayInputStream(half),
                new InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw new UnreadableContentException(result, new IOException("damaged"));
                  }
                }));
  }

  /** Hands out tokens, and counts. */
  private static final class CountingTokens implements TokenSource {
    private final AtomicInteger forgotten = new AtomicInteger();
    private Duration validFor = Duration.ofHours(1);

    @Override
    public AccessToken token() {
      return new AccessToken(new Secret("token"), Instant.now().plus(validFor));
    }

    @Override
    public void forget() {
      forgotten.incrementAndGet();
    }
  }
}
