package org.xipline.ingest.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.schemas.record.MappedAddress;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.TrustRules;
import org.xipline.schemas.record.User;

class RulesReaderTest {
  private static final long LIMIT_BYTES = RulesSource.DEFAULT_LIMIT_BYTES;

  @TempDir Path folder;

  @Test
  void shouldReadUsersWithTheirAliases() throws IOException {
    // Given
    Path users =
        file(
            "users.csv",
            """
            mailbox,aliases
            Bob@Contoso.Example,
            alice@contoso.example,"a.smith@contoso.example; ALICE@legacy.example"
            """);

    // When
    Snapshot snapshot = accepted(source(users, null)).snapshot();

    // Then
    assertThat(snapshot.getHasDirectory()).isTrue();
    assertThat(snapshot.getUsersList())
        .containsExactly(
            User.newBuilder()
                .setMailbox("alice@contoso.example")
                .addAliases("a.smith@contoso.example")
                .addAliases("alice@legacy.example")
                .build(),
            User.newBuilder().setMailbox("bob@contoso.example").build());
    assertThat(snapshot.getLimitBytes()).isEqualTo(10_485_760);
  }

  @Test
  void shouldAcceptTheDomainsOfMailboxesButNotOfAliasesWhereNoneAreGiven() throws IOException {
    // Given
    Path users =
        file(
            "users.csv",
            "mailbox,aliases\nalice@contoso.example,alice@legacy.example\nb@b.example,\n");

    // When
    Snapshot snapshot = accepted(source(users, null)).snapshot();

    // Then
    assertThat(snapshot.getAcceptedDomainsList()).containsExactly("b.example", "contoso.example");
  }

  @Test
  void shouldKeepToTheDomainsThatAreGiven() throws IOException {
    // Given
    Path users = file("users.csv", "mailbox,aliases\nalice@contoso.example,\n");

    // When
    Snapshot snapshot =
        accepted(source(users, null, "Fabrikam.Example", "bücher.example")).snapshot();

    // Then
    assertThat(snapshot.getAcceptedDomainsList())
        .containsExactly("fabrikam.example", "xn--bcher-kva.example");
  }

  @Test
  void shouldChangeOnlyWhatIsGivenAnew() throws IOException {
    // Given
    Path users = file("users.csv", "mailbox,aliases\nalice@contoso.example,\n");
    RulesSnapshot before = accepted(source(users, null));
    Path mapping =
        file("mapping.csv", "address,mailbox\nnew@contoso.example,alice@contoso.example\n");

    // When
    RulesReading reading =
        RulesReader.change(
            before,
            new RulesChange(
                Optional.empty(),
                Optional.of(mapping),
                List.of(),
                Optional.of(20L),
                Optional.empty()));

    // Then
    var expected =
        before.snapshot().toBuilder()
            .addMapping(
                MappedAddress.newBuilder()
                    .setAddress("new@contoso.example")
                    .setMailbox("alice@contoso.example"))
            .setLimitBytes(20)
            .build();
    assertThat(reading).isEqualTo(new RulesReading.Accepted(new RulesSnapshot(expected)));
  }

  @Test
  void shouldReadTheMapping() throws IOException {
    // Given
    Path mapping =
        file(
            "mapping.csv",
            """
            mailbox,address
            alice@contoso.example,desk7@chat.example
            alice@contoso.example,DESK7@chat.example
            bob@contoso.example,bob@bücher.example
            """);

    // When
    Snapshot snapshot = accepted(source(null, mapping)).snapshot();

    // Then
    assertThat(snapshot.getHasDirectory()).isFalse();
    assertThat(snapshot.getMappingList())
        .containsExactly(
            mapped("bob@xn--bcher-kva.example", "bob@contoso.example"),
            mapped("desk7@chat.example", "alice@contoso.example"));
  }

  @Test
  void shouldGiveEqualRulesTheSameId() throws IOException {
    // Given
    Path users =
        file("a.csv", "mailbox,aliases\na@x.example,c@x.example;b@x.example\nd@x.example,\n");
    Path same =
        file(
            "b.csv",
            "\uFEFFaliases,mailbox\r\n\r\n,D@X.example\r\n\"B@x.example;c@x.example\",a@x.example\r\n");

    // When
    RulesSnapshot one = accepted(source(users, null));
    RulesSnapshot other = accepted(source(same, null));

    // Then
    assertThat(other).isEqualTo(one);
    assertThat(other.id()).isEqualTo(one.id()).matches("[0-9a-f]{64}");
  }

  @Test
  void shouldNotDependOnTheOrderOfTrustAnchors() {
    // Given
    ByteString one = ByteString.copyFromUtf8("one");
    ByteString two = ByteString.copyFromUtf8("two");

    // When
    RulesSnapshot forwards = accepted(trusting(one, two));
    RulesSnapshot backwards = accepted(trusting(two, one, two));

    // Then
    assertThat(backwards.id()).isEqualTo(forwards.id());
  }

  @Test
  void shouldTellAllProblemsOfAllFilesAtOnce() throws IOException {
    // Given
    Path users =
        file(
            "users.csv",
            """
            mailbox,aliases
            alice@contoso.example,ally@contoso.example
            nobody,
            alice@contoso.example,

            bob@contoso.example,ally@contoso.example;b o b@contoso.example
            ally@contoso.example,
            carol@contoso.example,,surplus
            """);
    Path mapping =
        file(
            "mapping.csv",
            """
            address,mailbox
            desk7@chat.example,alice@contoso.example
            desk7@chat.example,bob@contoso.example
            desk8@chat.example
            """);
    var source =
        new RulesSource(
            Optional.of(users),
            Optional.of(mapping),
            List.of("contoso.example", "not a domain"),
            0,
            TrustRules.getDefaultInstance());

    // When
    List<RulesProblem> problems = refused(source);

    // Then
    assertThat(problems)
        .extracting(problem -> problem.toString().replace(folder + "/", ""))
        .containsExactly(
            "users.csv:3: not an address: 'nobody'",
            "users.csv:4: alice@contoso.example already has a row, on line 2",
            "users.csv:6: ally@contoso.example cannot belong to bob@contoso.example: line 2 gives it"
                + " to alice@contoso.example",
            "users.csv:6: not an address: 'b o b@contoso.example'",
            "users.csv:7: ally@contoso.example cannot belong to ally@contoso.example: line 2 gives"
                + " it to alice@contoso.example",
            "users.csv:8: has 3 values for the columns mailbox,aliases",
            "mapping.csv:3: desk7@chat.example cannot be mapped to bob@contoso.example: line 2 maps"
                + " it to alice@contoso.example",
            "mapping.csv:4: not an address in column mailbox: ''",
            "accepted domains: not a domain: 'not a domain'",
            "limit: must be a positive number of bytes, not 0");
  }

  @Test
  void shouldTellTheProblemsBeforeAQuoteThatIsNotClosed() throws IOException {
    // Given
    Path users = file("users.csv", "mailbox,aliases\nbob\n\"a@x.example\nb@x.example,\n");

    // When
    List<RulesProblem> problems = refused(source(users, null));

    // Then
    assertThat(problems)
        .containsExactly(
            new RulesProblem(users.toString(), 2, "not an address: 'bob'"),
            new RulesProblem(
                users.toString(),
                3,
                "a quoted value is not closed, or text follows its closing quote"));
  }

  @Test
  void shouldNameTheLineThatIsNotUtf8() throws IOException {
    // Given
    byte[] latin1 = "mailbox,aliases\na@x.example,\nj\u00fcrgen@x.example,\n".getBytes(ISO_8859_1);
    Path users = Files.write(folder.resolve("latin1.csv"), latin1);

    // When
    List<RulesProblem> problems = refused(source(users, null));

    // Then
    assertThat(problems).containsExactly(new RulesProblem(users.toString(), 3, "is not UTF-8"));
  }

  @Test
  void shouldReadTheAliasesOfARowThatComesTwice() throws IOException {
    // Given
    Path users =
        file(
            "users.csv",
            "mailbox,aliases\na@x.example,\na@x.example,c@x.example\nb@x.example,c@x.example\n");

    // When
    List<RulesProblem> problems = refused(source(users, null));

    // Then
    assertThat(problems).extracting(RulesProblem::line).containsExactly(3L, 4L);
  }

  @Test
  void shouldRefuseAHeaderItDoesNotKnow() throws IOException {
    // Given
    Path users = file("users.csv", "mail,aliases\nalice@contoso.example,\n");

    // When
    List<RulesProblem> problems = refused(source(users, null));

    // Then
    assertThat(problems)
        .containsExactly(
            new RulesProblem(
                users.toString(), 1, "the header must be mailbox,aliases, not mail,aliases"));
  }

  @Test
  void shouldRefuseAFileThatIsEmpty() throws IOException {
    // Given
    Path mapping = file("mapping.csv", "");

    // When
    List<RulesProblem> problems = refused(source(null, mapping));

    // Then
    assertThat(problems)
        .extracting(RulesProblem::text)
        .containsExactly("is empty; it must begin with the header address,mailbox");
  }

  @Test
  void shouldRefuseAFileThatIsNotThere() {
    // When
    List<RulesProblem> problems = refused(source(folder.resolve("absent.csv"), null));

    // Then
    assertThat(problems).extracting(RulesProblem::text).containsExactly("there is no such file");
  }

  @Test
  void shouldRefuseTextThatIsNotUtf8() throws IOException {
    // Given
    Path users = file("users.csv", "mailbox,aliases\nmüller@contoso.example,\n", ISO_8859_1);

    // When
    List<RulesProblem> problems = refused(source(users, null));

    // Then
    assertThat(problems).extracting(RulesProblem::text).containsExactly("is not UTF-8");
  }

  @Test
  void shouldRefuseRulesUnderWhichNobodyHasAMailbox() {
    // When
    List<RulesProblem> problems = refused(source(null, null));

    // Then
    assertThat(problems)
        .extracting(RulesProblem::text)
        .containsExactly("no domain, no users and no mapping: there are no mailboxes");
  }

  private Path file(String name, String text) throws IOException {
    return file(name, text, UTF_8);
  }

  private Path file(String name, String text, Charset charset) throws IOException {
    return Files.writeString(folder.resolve(name), text, charset);
  }

  private static RulesSource source(
      @Nullable Path users, @Nullable Path mapping, String... domains) {
    return new RulesSource(
        Optional.ofNullable(users),
        Optional.ofNullable(mapping),
        List.of(domains),
        LIMIT_BYTES,
        TrustRules.getDefaultInstance());
  }

  private static RulesSource trusting(ByteString... anchors) {
    return new RulesSource(
        Optional.empty(),
        Optional.empty(),
        List.of("contoso.example"),
        LIMIT_BYTES,
        TrustRules.newBuilder().addAllAnchors(List.of(anchors)).build());
  }

  private static RulesSnapshot accepted(RulesSource source) {
    return switch (RulesReader.read(source)) {
      case RulesReading.Accepted(var snapshot) -> snapshot;
      case RulesReading.Refused refused -> throw new AssertionError(refused.describe());
    };
  }

  private static List<RulesProblem> refused(RulesSource source) {
    return switch (RulesReader.read(source)) {
      case RulesReading.Accepted accepted -> throw new AssertionError(accepted.toString());
      case RulesReading.Refused(var problems) -> problems;
    };
  }

  private static MappedAddress mapped(String address, String mailbox) {
    return MappedAddress.newBuilder().setAddress(address).setMailbox(mailbox).build();
  }
}
