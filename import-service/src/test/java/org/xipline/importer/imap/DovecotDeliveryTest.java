package org.xipline.importer.imap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xipline.importer.folder.BatchResult;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.imap.authentication.BearerTokens;
import org.xipline.importer.imap.authentication.Credentials;
import org.xipline.importer.imap.authentication.ImapAuth;
import org.xipline.importer.imap.authentication.MasterUser;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.ImapEndpoint;
import org.xipline.importer.imap.connection.ImapEndpoint.Security;
import org.xipline.importer.imap.connection.ServerTrust;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.importer.imap.dovecot.ImapView;
import org.xipline.importer.imap.dovecot.WithDovecot;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.AlreadyPresent;
import org.xipline.importer.mailbox.AppendResult.Appended;
import org.xipline.importer.mailbox.AppendResult.NotLetIn;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.runtime.settings.Secret;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

/** Deliveries into a real Dovecot: TLS, log-ins, quotas, limits, second importers. */
@WithDovecot
class DovecotDeliveryTest {
  private final DovecotServer dovecot;
  private final ImapView view;
  private final EmailAddress mailbox = new EmailAddress(UUID.randomUUID() + "@contoso.example");
  private final List<ImapMailboxServer> servers = new ArrayList<>();

  @TempDir private Path folder;

  DovecotDeliveryTest(DovecotServer dovecot) {
    this.dovecot = dovecot;
    this.view = new ImapView(dovecot);
  }

  @AfterEach
  void closeServers() {
    servers.forEach(ImapMailboxServer::close);
  }

  @Test
  void shouldLeaveReceiptsThatTheMailboxKnows() throws IOException {
    List<AppendResult> results = deliver(importer(), Messages.message("1"), Messages.message("2"));

    long validity = view.uidValidityOf(mailbox);
    assertThat(results).containsExactly(new Appended(validity, 1), new Appended(validity, 2));
    assertThat(view.uidsIn(mailbox)).containsExactly(1L, 2L);
    assertThat(view.isSeen(mailbox)).isFalse();
    assertThat(view.isSubscribed(mailbox)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "STARTTLS"})
  void shouldDeliverOverTls(Security security) throws IOException {
    FolderDelivery importer = importer(tls("localhost", security), dovecot.master(), trust());

    assertThat(deliver(importer, Messages.message("1"))).allMatch(Appended.class::isInstance);
    assertThat(view.contentsOf(mailbox)).containsExactly(Messages.content("1"));
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "STARTTLS"})
  void shouldRefuseACertificateOfNobodyItKnows(Security security) {
    assertThat(open(tls("localhost", security), ServerTrust.ofTheJdk()))
        .isInstanceOfSatisfying(
            Opening.Unavailable.class,
            it -> assertThat(it.detail()).contains("valid certification path"));
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "STARTTLS"})
  void shouldRefuseACertificateOfAnotherName(Security security) {
    assertThat(open(tls("127.0.0.1", security), trust()))
        .isInstanceOfSatisfying(
            Opening.Unavailable.class, it -> assertThat(it.detail()).contains("127.0.0.1"));
  }

  @Test
  void shouldLogInWithAPasswordForEachMailbox() throws IOException {
    Path passwords =
        Files.writeString(
            folder.resolve("passwords"),
            "# mailboxes%n%s:%s%n".formatted(mailbox.value(), DovecotServer.PASSWORD));
    Credentials credentials = ImapAuth.parse("passwords:" + passwords, Optional.empty(), Map.of());
    FolderDelivery importer = importer(dovecot.endpoint(), credentials, trust());

    assertThat(deliver(importer, Messages.message("1"))).allMatch(Appended.class::isInstance);
    assertThat(
            importer
                .deliver(new EmailAddress("nobody@contoso.example"), List.of(Messages.message("1")))
                .results())
        .containsExactly(
            new Refused(
                DeadLetterReason.MAILBOX_ACCESS_DENIED,
                "no password for this mailbox in " + passwords));
  }

  @Test
  void shouldLogInWithATokenThatTheServerChecksByItself() throws IOException {
    var tokens = dovecot.tokens();
    Instant validUntil = Instant.now().plus(Duration.ofHours(1));
    Credentials credentials = new BearerTokens(() -> tokens.issue(mailbox, validUntil));
    FolderDelivery importer = importer(dovecot.endpoint(), credentials, trust());

    assertThat(deliver(importer, Messages.message("1"))).allMatch(Appended.class::isInstance);
    assertThat(view.contentsOf(mailbox)).hasSize(1);
  }

  @Test
  void shouldNotGetInWithATokenThatHasEnded() {
    var tokens = dovecot.tokens();
    Instant ended = Instant.now().minusSeconds(60);
    Credentials credentials = new BearerTokens(() -> tokens.issue(mailbox, ended));
    FolderDelivery importer = importer(dovecot.endpoint(), credentials, trust());

    assertThat(deliver(importer, Messages.message("1")))
        .allMatch(result -> !(result instanceof Appended));
  }

  @Test
  void shouldNotBlameMailboxesForAWrongMasterPassword() {
    Credentials wrong = new MasterUser(DovecotServer.MASTER, new Secret("wrong"));
    FolderDelivery importer = importer(dovecot.endpoint(), wrong, trust());

    BatchResult refused = importer.deliver(mailbox, List.of(Messages.message("1")));

    assertThat(refused.results())
        .allMatch(result ->
            result instanceof NotLetIn later
                && later.reason() == DeadLetterReason.MAILBOX_ACCESS_DENIED);
    assertThat(refused.refused())
        .hasValueSatisfying(
            refusal -> assertThat(refusal.detail()).contains("AUTHENTICATIONFAILED"));
  }

  @Test
  void shouldSayThatAMailboxIsNotThereWhenOthersGetIn() {
    var stranger = new EmailAddress("stranger@elsewhere.example");
    ConnectionSettings hasty = ConnectionSettings.DEFAULT.withRefusalFinalAfter(Duration.ZERO);
    var server =
        new ImapMailboxServer(dovecot.endpoint(), dovecot.master(), hasty, ServerTrust.ofTheJdk());
    servers.add(server);
    var importer = new FolderDelivery(server, new FolderMemory(1000));

    assertThat(importer.deliver(stranger, List.of(Messages.message("1"))).results())
        .allMatch(NotLetIn.class::isInstance);
    assertThat(deliver(importer, Messages.message("1"))).allMatch(Appended.class::isInstance);
    assertThat(importer.deliver(stranger, List.of(Messages.message("1"))).results())
        .allMatch(result ->
            result instanceof Refused refused
                && refused.reason() == DeadLetterReason.MAILBOX_ACCESS_DENIED
                && refused.detail().contains("AUTHORIZATIONFAILED"));
  }

  @Test
  void shouldStoreWhatFitsIntoAFullMailbox() throws IOException {
    view.deleteFolder(DovecotServer.FULL);

    List<AppendResult> results =
        importer()
            .deliver(
                DovecotServer.FULL,
                List.of(sized("1", 4096), sized("2", 4096), sized("3", 60 << 10)))
            .results();

    assertThat(results.subList(0, 2)).allMatch(Appended.class::isInstance);
    assertThat(results.getLast())
        .isInstanceOfSatisfying(
            TryLater.class,
            later -> assertThat(later.reason()).isEqualTo(DeadLetterReason.MAILBOX_OVER_QUOTA));
    assertThat(view.contentsOf(DovecotServer.FULL)).hasSize(2);
  }

  @Test
  void shouldRefuseOnlyWhatIsTooLargeForTheServer() {
    List<AppendResult> results =
        deliver(
            importer(),
            Messages.message("1"),
            sized("2", DovecotServer.MAX_MAIL_BYTES + 1),
            Messages.message("3"));

    assertThat(results.get(1))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo(DeadLetterReason.MESSAGE_TOO_LARGE_FOR_SERVER));
    assertThat(results.get(0)).isInstanceOf(Appended.class);
    assertThat(results.get(2)).isInstanceOf(Appended.class);
  }

  @Test
  void shouldFindWhatAnotherImporterDelivered() {
    deliver(importer(), Messages.message("1"));

    assertThat(deliver(importer(), Messages.message("1"), Messages.message("2")))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(AlreadyPresent.class),
            second -> assertThat(second).isInstanceOf(Appended.class));
  }

  @Test
  void shouldEndWithOneCopyOfEachWhenAnotherImporterComesBetween() throws IOException {
    FolderDelivery owner = importer();
    deliver(owner, Messages.message("0"));
    var overtaken = Overtaken.server(server(), () -> deliver(owner, Messages.message("1")));
    var zombie = new FolderDelivery(overtaken, new FolderMemory(1000));

    List<AppendResult> results = deliver(zombie, Messages.message("1"), Messages.message("2"));

    long validity = view.uidValidityOf(mailbox);
    assertThat(results).containsExactly(new AlreadyPresent(validity, 2), new Appended(validity, 4));
    assertThat(view.uidsIn(mailbox)).containsExactly(1L, 2L, 4L);
    assertThat(view.contentsOf(mailbox))
        .containsExactly(Messages.content("0"), Messages.content("1"), Messages.content("2"));
  }

  @Test
  void shouldSettleWhatAKilledImporterLeftBehind() throws IOException {
    FolderDelivery importer = importer();
    deliver(importer, Messages.message("1"));
    view.append(mailbox, Messages.content("1"));

    deliver(importer, Messages.message("2"));

    assertThat(view.uidsIn(mailbox)).containsExactly(1L, 3L);
  }

  @Test
  void shouldBringBackWhatWasDeleted() throws IOException {
    FolderDelivery importer = importer();
    deliver(importer, Messages.message("1"));
    view.removeAll(mailbox);

    assertThat(deliver(importer, Messages.message("1"))).allMatch(Appended.class::isInstance);
    assertThat(view.uidsIn(mailbox)).containsExactly(2L);
  }

  @Test
  void shouldLearnAnewWhenTheFolderWasMadeAnew() throws IOException {
    FolderDelivery importer = importer();
    deliver(importer, Messages.message("1"));
    view.deleteFolder(mailbox);

    assertThat(deliver(importer, Messages.message("1"))).allMatch(Appended.class::isInstance);
    assertThat(view.contentsOf(mailbox)).hasSize(1);
  }

  @Test
  void shouldLookThroughAFolderOfManyMessages() {
    List<OutgoingMessage> many =
        IntStream.range(0, 500).mapToObj(i -> Messages.message("m" + i)).toList();
    assertThat(importer().deliver(mailbox, many).results()).allMatch(Appended.class::isInstance);

    assertThat(importer().deliver(mailbox, many).results())
        .allMatch(AlreadyPresent.class::isInstance);
  }

  private FolderDelivery importer() {
    return new FolderDelivery(server(), new FolderMemory(1000));
  }

  private FolderDelivery importer(
      ImapEndpoint endpoint, Credentials credentials, SSLSocketFactory trust) {
    return new FolderDelivery(server(endpoint, credentials, trust), new FolderMemory(1000));
  }

  private ImapMailboxServer server() {
    return server(dovecot.endpoint(), dovecot.master(), ServerTrust.ofTheJdk());
  }

  private ImapMailboxServer server(
      ImapEndpoint endpoint, Credentials credentials, SSLSocketFactory trust) {
    var server = new ImapMailboxServer(endpoint, credentials, ConnectionSettings.DEFAULT, trust);
    servers.add(server);
    return server;
  }

  private Opening open(ImapEndpoint endpoint, SSLSocketFactory trust) {
    return server(endpoint, dovecot.master(), trust).open(mailbox);
  }

  private ImapEndpoint tls(String host, Security security) {
    int port = security == Security.TLS ? dovecot.tlsPort() : dovecot.port();
    return new ImapEndpoint(host, port, security);
  }

  private SSLSocketFactory trust() {
    return ServerTrust.of(dovecot.authority());
  }

  private List<AppendResult> deliver(FolderDelivery importer, OutgoingMessage... messages) {
    return importer.deliver(mailbox, List.of(messages)).results();
  }

  private static OutgoingMessage sized(String id, int sizeBytes) {
    byte[] header = Messages.content(id);
    byte[] content = Arrays.copyOf(header, sizeBytes);
    byte[] line = ("a".repeat(76) + "\r\n").getBytes(US_ASCII);
    for (int at = header.length; at < sizeBytes; at += line.length) {
      System.arraycopy(line, 0, content, at, Math.min(line.length, sizeBytes - at));
    }
    return new OutgoingMessage(
        Messages.key(id), Messages.SENT, sizeBytes, () -> new ByteArrayInputStream(content));
  }
}
