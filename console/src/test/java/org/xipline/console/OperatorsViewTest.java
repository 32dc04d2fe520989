package org.xipline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.demo.SampleArchive;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.Facts;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;
import tools.jackson.databind.JsonNode;

/** What commands show of what was rejected, what waits and what cannot be read. */
@LongTest
class OperatorsViewTest {
  private static final ArchiveKey ARCHIVE =
      new ArchiveKey(new ConnectorName("desk"), new ArchiveId("ab".repeat(32)));
  private static final String BOB = "bob@contoso.example";
  private static final String LETTER = "0a1b2c";

  @TempDir private Path directory;
  private Installation installation;

  @BeforeEach
  void install() {
    installation = new Installation(directory);
  }

  @Test
  @Timeout(300)
  void shouldShowRejectedArchivesAndExitWithZero() throws Exception {
    // Given
    Path junk = Files.writeString(directory.resolve("junk.xip"), "no archive");
    CommandLineRun imported =
        installation.run(
            "import",
            junk.toString(),
            "--trust",
            authority(),
            "--domain",
            "contoso.example",
            "--mailboxes",
            installation.mailboxes());
    assertThat(imported.exitCode()).as(imported.err()).isEqualTo(4);

    // When
    CommandLineRun status = installation.run("status", "--json");
    List<JsonNode> log = installation.log();
    CommandLineRun table = installation.run("log");
    CommandLineRun text = installation.run("status");

    // Then
    JsonNode archive = status.json().at("/archives/0");
    assertThat(archive.toString())
        .startsWith(
            "{\"type\":\"archive\",\"state\":\"rejected\",\"reason\":\"malformed-archive\",");
    assertThat(archive.get("file").asString()).isEqualTo("junk.xip");
    assertThat(status.exitCode()).isZero();
    assertThat(log).singleElement().isEqualTo(archive);
    assertThat(table.out().lines().toList())
        .last()
        .asString()
        .contains(",rejected,malformed-archive,");
    assertThat(text.out()).contains("rejected").contains("junk.xip: malformed-archive");
    assertThat(text.exitCode()).isZero();
  }

  @Test
  @Timeout(300)
  void shouldSayWhatPendingPairsWaitForAndWhatCannotBeRead() throws Exception {
    // Given a pair whose mailbox is full, an archive under publication, and a poison record
    var facts = new Facts(ARCHIVE);
    tell(
        facts.acceptedInChunks("r1", 3, 1),
        facts.published(0, 1, 3),
        facts.converted("a.json", Facts.sent(BOB)),
        facts.postponed("a.json", 0, 2, "452 4.2.2 mailbox full", BOB));
    setAside();

    // When
    CommandLineRun status = installation.run("status", "--json");
    CommandLineRun text = installation.run("status");
    JsonNode line = installation.log().getFirst();
    CommandLineRun letters = installation.run("dead-letters", "list", "--json");
    CommandLineRun shown = installation.run("dead-letters", "show", id(), "a.json", "--json");

    // Then
    JsonNode archive = status.json().at("/archives/0");
    assertThat(archive.get("state").asString()).isEqualTo("in-progress");
    assertThat(archive.get("publishedEntries").asInt()).isEqualTo(1);
    assertThat(archive.get("entries").asInt()).isEqualTo(3);
    assertThat(archive.at("/pending/0/reason").asString()).isEqualTo("mailbox-over-quota");
    assertThat(archive.at("/pending/0/detail").asString()).isEqualTo("452 4.2.2 mailbox full");
    assertThat(archive.at("/pending/0/since").asString()).isEqualTo("2027-01-15T08:00:00Z");
    assertThat(archive.at("/pending/0/nextTry").asString()).isEqualTo("2027-01-15T08:02:00Z");
    assertThat(status.json().get("recordsSetAside").asInt()).isOne();
    assertThat(status.exitCode()).isEqualTo(3);
    assertThat(text.out())
        .contains("entries published 1 of 3")
        .contains(
            "1 pending since 2027-01-15T08:00:00Z, mailbox-over-quota: 452 4.2.2 mailbox full;"
                + " next try 2027-01-15T08:02:00Z")
        .contains("set aside because no service can read them: 1");
    assertThat(line.get("outcome").asString()).isEqualTo("pending");
    assertThat(line.get("reason").asString()).isEqualTo("mailbox-over-quota");
    assertThat(line.get("detail").asString()).isEqualTo("452 4.2.2 mailbox full");
    assertThat(line.get("attempts").asInt()).isEqualTo(2);
    assertThat(line.get("pendingSince").asString()).isEqualTo("2027-01-15T08:00:00Z");
    assertThat(line.get("nextTry").asString()).isEqualTo("2027-01-15T08:02:00Z");
    assertThat(shown.json().at("/pending/0/detail").asString()).isEqualTo("452 4.2.2 mailbox full");
    JsonNode record = letters.json().at("/deadLetters/0");
    assertThat(record.get("deadLetterId").asString()).isEqualTo(LETTER);
    assertThat(record.get("reason").asString()).isEqualTo("malformed-record");
    assertThat(record.get("originTopic").asString()).isEqualTo("xip.messages");
    assertThat(record.get("originOffset").asInt()).isEqualTo(77);
    CommandLineRun letter = installation.run("dead-letters", "show", LETTER, "--json");
    assertThat(letter.json().at("/history/0/id").asString()).isEqualTo(LETTER);

    // When the record is dismissed
    CommandLineRun dismissed =
        installation.run(
            "dead-letters",
            "dismiss",
            "--record",
            LETTER,
            "--why",
            "junk",
            "--by",
            "dora",
            "--json");

    // Then nobody is asked to act on it
    assertThat(dismissed.json().get("dismissed").asInt()).isOne();
    CommandLineRun all = installation.run("dead-letters", "list", "--dismissed", "--json");
    assertThat(all.json().at("/deadLetters/0/dismissed").asBoolean()).isTrue();
    assertThat(all.json().at("/deadLetters/0/lastDecision/by").asString()).isEqualTo("dora");
    assertThat(installation.run("dead-letters", "list").out()).isEmpty();
    assertThat(installation.run("status").exitCode()).isZero();
  }

  private static String id() {
    return ARCHIVE.archiveId().hex();
  }

  private String authority() throws Exception {
    return SampleArchive.in(directory).authority().toString();
  }

  private void tell(Outcome... facts) throws Exception {
    try (var pipeline = EmbeddedPipeline.open(installation.data());
        var producer = pipeline.clients().producer(Map.of())) {
      for (Outcome fact : facts) {
        producer
            .send(
                new ProducerRecord<>(
                    Topic.OUTCOMES.name(), fact.getArchiveId(), fact.toByteArray()))
            .get();
      }
    }
  }

  private void setAside() throws Exception {
    Outcome fact = Facts.recordSetAside(LETTER, Instant.EPOCH);
    var letter =
        DeadLetter.newBuilder()
            .setDeadLetterId(LETTER)
            .setStage("import")
            .setReason("malformed-record")
            .setAt(Timestamp.newBuilder().setSeconds(1))
            .build();
    try (var pipeline = EmbeddedPipeline.open(installation.data());
        var producer = pipeline.clients().producer(Map.of())) {
      producer.send(new ProducerRecord<>(Topic.OUTCOMES.name(), LETTER, fact.toByteArray())).get();
      producer
          .send(new ProducerRecord<>(Topic.DEAD_LETTERS.name(), LETTER, letter.toByteArray()))
          .get();
    }
  }
}
