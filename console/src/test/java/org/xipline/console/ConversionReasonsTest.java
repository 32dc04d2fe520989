package org.xipline.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.TestPki;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.convert.mime.MessageRenderer;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.MailboxPlace;
import org.xipline.schemas.topic.Topic;
import tools.jackson.databind.JsonNode;

/** Every reason for which conversion sets something aside, through the whole program. */
class ConversionReasonsTest {
  private static final ConnectorName CONNECTOR = new ConnectorName("import");
  private static final int LIMIT = 100 * 1024;
  private static final String LONG = "x".repeat(70 * 1024);

  /** Small, and its message is not: what bears the message's name is found when it is written. */
  private static final String CONFLICTING = item("new@contoso.example", "ä".repeat(30 * 1024));

  @TempDir private Path directory;
  private Installation installation;

  @BeforeEach
  void install() {
    installation = new Installation(directory);
  }

  @Test
  @Timeout(300)
  void shouldSetAsideEachItemForItsOwnReasonAndNothingElse() throws Exception {
    // Given an archive with something wrong in most of its items
    Path archive = writeArchive();
    TestPki.writeCertificate(TestPki.root(), directory.resolve("ca.pem"));

    // When
    CommandLineRun imported =
        installation.run(
            "import",
            archive.toString(),
            "--trust",
            directory.resolve("ca.pem").toString(),
            "--users",
            installation.file("users.csv", "mailbox,aliases\nalice@contoso.example,\n"),
            "--limit",
            "100KiB",
            "--mailboxes",
            installation.mailboxes(),
            "--json");

    // Then each has its own reason, and what is sound is delivered
    assertThat(imported.exitCode()).as(imported.err()).isEqualTo(3);
    assertThat(reasons(imported))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("broken.json", "malformed-item"),
                Map.entry("type.xml", "malformed-item"),
                Map.entry("date.json", "malformed-item"),
                Map.entry("escape.json", "malformed-item"),
                Map.entry("nobody.eml", "no-participants"),
                Map.entry("missing.json", "attachment-missing"),
                Map.entry("attachment.json", "attachment-too-large"),
                Map.entry("item.json", "item-too-large"),
                Map.entry("unmapped.json", "unmapped"),
                Map.entry("damaged.json", "unmapped"),
                Map.entry("expired.json", "unmapped"),
                Map.entry("conflict.json", "unmapped")));
    assertThat(imported.json().at("/totals/delivered").asInt()).isOne();
    assertThat(imported.json().at("/totals/external").asInt()).isOne();
    assertThat(imported.json().get("balanced").asBoolean()).isTrue();

    // When payloads are damaged, purged and in the way, and the users are mapped at last
    var id = new ArchiveId(imported.json().at("/archives/0/archiveId").asString());
    spoilPayloads(id);
    CommandLineRun replayed =
        installation.run(
            "dead-letters",
            "replay",
            "--reason",
            "unmapped",
            "--mapping",
            installation.file(
                "mapping.csv", "address,mailbox\nnew@contoso.example,alice@contoso.example\n"),
            "--why",
            "mapped",
            "--mailboxes",
            installation.mailboxes(),
            "--json");

    // Then only what is sound goes through
    assertThat(replayed.json().get("balanced").asBoolean()).as(replayed.err()).isTrue();
    assertThat(reasons(replayed))
        .containsEntry("damaged.json", "payload-damaged")
        .containsEntry("expired.json", "payload-expired")
        .containsEntry("conflict.json", "conversion-failed")
        .doesNotContainKey("unmapped.json");

    // When a record comes that names an item and holds no document
    var key = new ArchiveKey(CONNECTOR, id);
    try (var pipeline = EmbeddedPipeline.open(installation.data())) {
      publishDamagedEntry(pipeline, key, "broken.json");
      pipeline.start(
          new EmbeddedServices()
              .deliveringTo(
                  MailboxPlace.newBuilder().setLocation(installation.mailboxes()).build(),
                  ArchiveLimits.DEFAULT));

      // Then
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(reasonsInLedger(pipeline, key, "broken.json"))
                  .containsExactly("malformed-record"));
    }
  }

  private Path writeArchive() throws IOException {
    return ArchiveFixture.create()
        .file("sound.json", item("alice@contoso.example\",\"eve@fabrikam.example", "fine"))
        .file("broken.json", "{\"Id\":")
        .file("type.xml", "<!DOCTYPE Item SYSTEM \"file:///etc/passwd\"><Item/>")
        .file("date.json", item("alice@contoso.example", "x").replace("2026-11", "2026-13"))
        .file("escape.json", item("alice@contoso.example", "x", "../../etc/passwd"))
        .file("nobody.eml", "Subject: to nobody\r\n\r\nx\r\n")
        .file("missing.json", item("alice@contoso.example", "x", "gone.bin"))
        .file("attachment.json", item("alice@contoso.example", "x", "large.bin"))
        .file("item.json", item("alice@contoso.example", "x", "half.bin", "half.bin"))
        .file("large.bin", new byte[LIMIT + 1])
        .file("half.bin", new byte[LIMIT / 2])
        .file("unmapped.json", item("new@contoso.example", "x"))
        .file("damaged.json", item("new@contoso.example", LONG))
        .file("expired.json", item("new@contoso.example", LONG))
        .file("conflict.json", CONFLICTING)
        .writeTo(directory.resolve("a.xip"));
  }

  private static String item(String participants, String text, String... attachments) {
    String named =
        Stream.of(attachments)
            .map("{\"Path\":\"%s\"}"::formatted)
            .reduce((one, other) -> one + "," + other)
            .orElse("");
    return """
    {"Id":"1","Sent":"2026-11-20T09:15:00Z","From":{"Email":"alice@contoso.example"},
     "Email":["%s"],"Body":{"Text":"%s"},"Attachments":[%s]}
    """
        .formatted(participants, text, named);
  }

  private void spoilPayloads(ArchiveId archive) throws IOException {
    Path payloads = installation.data().root().resolve("payloads");
    changeLastByte(fileOf(payloads, PayloadKey.ofEntry(archive, new EntryPath("damaged.json"))));
    try (var store = new DirectoryPayloadStore(payloads)) {
      store.delete(PayloadKey.ofEntry(archive, new EntryPath("expired.json")));
      Sha256 itemDigest = Sha256.digest(CONFLICTING.getBytes(UTF_8));
      var message =
          PayloadKey.ofMessage(
              archive,
              new EntryPath("conflict.json"),
              CONNECTOR,
              itemDigest,
              MessageRenderer.VERSION);
      store.put(message, out -> out.write(1));
    }
  }

  private static Path fileOf(Path payloads, PayloadKey key) throws IOException {
    String name = key.value().substring(key.value().lastIndexOf('/') + 1);
    try (Stream<Path> files = Files.walk(payloads)) {
      return files.filter(file -> file.endsWith(name)).findAny().orElseThrow();
    }
  }

  private static void changeLastByte(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, WRITE)) {
      file.write(ByteBuffer.wrap(new byte[1]), file.size() - 1);
    }
  }

  private static void publishDamagedEntry(EmbeddedPipeline pipeline, ArchiveKey key, String path) {
    String hex = key.archiveId().hex();
    Entry.Builder entry =
        Entry.newBuilder().setConnector(key.connector().value()).setArchiveId(hex).setPath(path);
    entry.getReplayBuilder().setSequence(Long.MAX_VALUE);
    try (var producer = pipeline.clients().producer(Map.of())) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topic.ENTRIES.name(), hex + "/" + path, entry.build().toByteArray()));
    }
  }

  private static List<String> reasonsInLedger(
      EmbeddedPipeline pipeline, ArchiveKey key, String entry) {
    var reasons = new ArrayList<String>();
    pipeline.ledger().queries().forEachPair(key, entry, pair -> reasons.add(pair.reason()));
    return reasons;
  }

  private static Map<String, String> reasons(CommandLineRun run) {
    return run.json()
        .get("deadLetters")
        .valueStream()
        .collect(toMap(it -> it.get("entry").asString(), it -> reason(it)));
  }

  private static String reason(JsonNode letter) {
    return letter.get("reason").asString();
  }
}
