package org.xipline.importer.imap.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.importer.imap.authentication.Credentials.Lookup;
import org.xipline.runtime.settings.Secret;

class ImapAuthTest {
  private static final Map<String, String> PASSWORD = Map.of("XIPLINE_IMAP_PASSWORD", "secret");

  @TempDir private Path folder;

  @Test
  void shouldActAsTheMailboxThroughAMasterUser() {
    Credentials master = ImapAuth.parse("master:importer", Optional.empty(), PASSWORD);

    assertThat(responseOf(master.of(ALICE))).isEqualTo("alice@contoso.example\0importer\0secret");
    assertThat(master.toString()).doesNotContain("secret");
  }

  @Test
  void shouldTakeTheMasterUsersPasswordFromAFileFirst() throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, "other\n");
    Credentials master = ImapAuth.parse("master:importer", Optional.of(file), PASSWORD);

    assertThat(responseOf(master.of(ALICE))).endsWith("\0other");
    assertThatThrownBy(
            () -> ImapAuth.parse("master:importer", Optional.of(folder.resolve("gone")), PASSWORD))
        .hasMessageContaining("--imap-password-file: cannot read");
    assertThatThrownBy(() -> ImapAuth.parse("xoauth2", Optional.of(file), PASSWORD))
        .hasMessageContaining("omit it for xoauth2");
  }

  @Test
  void shouldReadAPasswordForEachMailbox() throws IOException {
    Path file = folder.resolve("passwords");
    Files.writeString(file, "# ours\n\nAlice@Contoso.example:se:cret \n");
    Credentials passwords = ImapAuth.parse("passwords:" + file, Optional.empty(), Map.of());

    assertThat(responseOf(passwords.of(ALICE))).isEqualTo("\0alice@contoso.example\0se:cret ");
    assertThat(passwords.of(BOB)).isInstanceOf(Lookup.Absent.class);
  }

  @Test
  void shouldNeverShowWhatIsWrongInAPasswordFile() throws IOException {
    Path file = folder.resolve("passwords");
    Files.writeString(file, "alice@contoso.example:a\nsecret-without-address\n");
    assertThatThrownBy(() -> ImapAuth.parse("passwords:" + file, Optional.empty(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("secret-without-address");

    Files.writeString(file, "alice@contoso.example:a\nALICE@contoso.example:b\n");
    assertThatThrownBy(() -> ImapAuth.parse("passwords:" + file, Optional.empty(), Map.of()))
        .hasMessageContaining("second password");
  }

  @Test
  void shouldSayTheTokenAsExchangeReadsIt() {
    var token = new AccessToken(new Secret("t0ken"), Instant.MAX);

    assertThat(responseOf(new BearerTokens(() -> token).of(ALICE)))
        .isEqualTo("user=alice@contoso.example\001auth=Bearer t0ken\001\001");
  }

  @Test
  void shouldBeUnavailableForAllWhileThereIsNoToken() {
    var none =
        new BearerTokens(() -> {
          throw new TokenUnavailableException("no network", new IOException());
        });

    assertThat(none.of(ALICE)).isEqualTo(new Lookup.Unavailable("no network"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          master:importer     | XIPLINE_IMAP_PASSWORD
          master:             | needs a name
          passwords:no/such   | cannot read no/such
          xoauth2             | AZURE_TENANT_ID
          kerberos            | not: kerberos
          """)
  void shouldSayWhatIsMissing(String option, String problem) {
    Map<String, String> environment = option.equals("master:") ? PASSWORD : Map.of();

    assertThatThrownBy(() -> ImapAuth.parse(option, Optional.empty(), environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void shouldNameAllThatXoauth2Needs() {
    assertThatThrownBy(
            () -> ImapAuth.parse("xoauth2", Optional.empty(), Map.of("AZURE_TENANT_ID", "t")))
        .hasMessageContaining("AZURE_CLIENT_ID")
        .hasMessageContaining("AZURE_CLIENT_SECRET")
        .hasMessageContaining("AZURE_CLIENT_CERTIFICATE_PATH")
        .hasMessageContaining("AZURE_FEDERATED_TOKEN_FILE")
        .hasMessageNotContaining("AZURE_TENANT_ID");
  }

  private static String responseOf(Lookup lookup) {
    return switch (lookup) {
      case Lookup.Found(LogIn logIn) -> new String(logIn.response(), UTF_8);
      case Lookup.Absent absent -> throw new AssertionError(absent.toString());
      case Lookup.Unavailable unavailable -> throw new AssertionError(unavailable.toString());
    };
  }
}
