package org.xipline.console.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.connector.Finding.Verdict;
import org.xipline.importer.MailboxServers;
import org.xipline.schemas.record.MailboxPlace;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.User;

class MailboxTrialTest {
  private static final Snapshot RULES =
      Snapshot.newBuilder().addUsers(User.newBuilder().setMailbox("alice@contoso.example")).build();

  @TempDir Path directory;

  @Test
  void shouldOpenTheMailboxesOfTheServerThatAConnectorNames() throws Exception {
    List<Finding> findings = trial(Optional.empty()).of(place(at("own")), RULES);

    assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.GOOD);
    assertThat(directory.resolve("own/alice@contoso.example")).isDirectory();
  }

  @Test
  void shouldOpenThoseOfTheImportServiceWhereItNamesNone() throws Exception {
    List<Finding> findings = trial(deliveries("mail")).of(place(""), RULES);

    assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.GOOD);
    assertThat(directory.resolve("mail/alice@contoso.example")).isDirectory();
  }

  @Test
  void shouldSayThatDeliveriesGoElsewhere() throws Exception {
    List<Finding> findings = trial(deliveries("mail")).of(place(at("own")), RULES);

    assertThat(findings)
        .extracting(Finding::verdict, Finding::what)
        .containsExactly(tuple(Verdict.GOOD, "mailboxes"), tuple(Verdict.BAD, "mailboxes"));
    assertThat(findings.getLast().detail()).contains(at("mail")).contains(at("own"));
  }

  @Test
  void shouldWarnWhereNobodyNamesAServer() throws Exception {
    List<Finding> findings = trial(Optional.empty()).of(place(""), RULES);

    assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.WARNING);
  }

  private MailboxTrial trial(Optional<Deliveries> deliveries) {
    return new MailboxTrial(Map.of(), deliveries);
  }

  private Optional<Deliveries> deliveries(String name) {
    return Optional.of(new Deliveries(at(name), () -> MailboxServers.of(at(name))));
  }

  private static MailboxPlace place(String location) {
    return MailboxPlace.newBuilder().setLocation(location).build();
  }

  private String at(String name) {
    return "maildir:" + directory.resolve(name);
  }
}
