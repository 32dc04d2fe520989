package org.xipline.console.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.connector.CheckResult.Verdict;
import org.xipline.importer.MailboxAccess;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.schemas.record.MailboxPlace;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.User;

class MailboxTrialTest {
  private static final Snapshot RULES =
      Snapshot.newBuilder().addUsers(User.newBuilder().setMailbox("alice@contoso.example")).build();

  @TempDir Path directory;

  @Test
  void shouldOpenTheMailboxesOfTheServerThatAConnectorNames() throws Exception {
    List<CheckResult> findings = trial(Optional.empty()).of(place(at("own")), RULES);

    assertThat(findings).extracting(CheckResult::verdict).containsExactly(Verdict.GOOD);
    assertThat(directory.resolve("own/alice@contoso.example")).isDirectory();
  }

  @Test
  void shouldOpenThoseOfTheImportServiceWhereItNamesNone() throws Exception {
    List<CheckResult> findings = trial(deliveries("mail")).of(place(""), RULES);

    assertThat(findings).extracting(CheckResult::verdict).containsExactly(Verdict.GOOD);
    assertThat(directory.resolve("mail/alice@contoso.example")).isDirectory();
  }

  @Test
  void shouldOpenTheServerOfTheConnectorWhereTheImportServiceHasAnother() throws Exception {
    List<CheckResult> findings = trial(deliveries("mail")).of(place(at("own")), RULES);

    assertThat(findings).extracting(CheckResult::verdict).containsExactly(Verdict.GOOD);
    assertThat(directory.resolve("own/alice@contoso.example")).isDirectory();
    assertThat(directory.resolve("mail")).doesNotExist();
  }

  @Test
  void shouldRefuseAServerThatTheImportServiceMayNotDeliverTo() throws Exception {
    MailboxPlace evil =
        place("imaps://evil.example:993").toBuilder().setImapAuth("xoauth2").build();

    List<CheckResult> findings = trial(deliveries("mail")).of(evil, RULES);

    assertThat(findings).extracting(CheckResult::verdict).containsExactly(Verdict.BAD);
    assertThat(findings.getFirst().detail()).contains("imap.servers");
  }

  @Test
  void shouldWarnWhereNobodyNamesAServer() throws Exception {
    List<CheckResult> findings = trial(Optional.empty()).of(place(""), RULES);

    assertThat(findings).extracting(CheckResult::verdict).containsExactly(Verdict.WARNING);
  }

  private MailboxTrial trial(Optional<MailboxAccess> deliveries) {
    return new MailboxTrial(Map.of(), deliveries);
  }

  private Optional<MailboxAccess> deliveries(String name) {
    return Optional.of(
        new MailboxAccess(place(at(name)), Set.of(), ConnectionSettings.DEFAULT, Map.of()));
  }

  private static MailboxPlace place(String location) {
    return MailboxPlace.newBuilder().setLocation(location).build();
  }

  private String at(String name) {
    return "maildir:" + directory.resolve(name);
  }
}
