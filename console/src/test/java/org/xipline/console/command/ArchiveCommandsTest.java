package org.xipline.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.ingest.pack.TestPki;
import tools.jackson.databind.JsonNode;

/** Packs an archive with the command that is for it, and looks at it with the others. */
class ArchiveCommandsTest {
  private static final Instant MODIFIED = Instant.parse("2026-11-19T08:00:00Z");

  @TempDir private Path directory;
  private Path archive;
  private Path trust;

  @BeforeEach
  void pack() throws Exception {
    Path source = Files.createDirectories(directory.resolve("source/d"));
    Path script = Files.writeString(source.resolve("run.sh"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
    Files.setLastModifiedTime(script, FileTime.from(MODIFIED));
    Files.writeString(source.resolve("ü.txt"), "umlaut");
    Files.createSymbolicLink(source.resolve("link"), Path.of("run.sh"));
    archive = directory.resolve("a.xip");
    trust = TestPki.writeCertificate(TestPki.root(), directory.resolve("ca.pem"));
    Path key = TestPki.writeKey(TestPki.leaf(), directory.resolve("key.pem"));
    Path chain = TestPki.writeChain(TestPki.leaf(), directory.resolve("chain.pem"));
    CommandLineRun packed =
        run("pack", directory.resolve("source"), "-o", archive, "--key", key, "--cert", chain);
    assertThat(packed.exitCode()).as(packed.err()).isZero();
  }

  @Test
  void shouldSayWhoSignedAnIntactArchive() {
    CommandLineRun text = run("verify", archive, "--trust", trust);
    CommandLineRun run = run("verify", archive, "--trust", trust, "--json");
    CommandLineRun signatureOnly =
        run("verify", archive, "--trust", trust, "--json", "--signature-only");

    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).contains("trusted", "rsa and cms over sha256", "2, all intact");
    JsonNode json = run.json();
    assertThat(run.exitCode()).isZero();
    assertThat(json.get("state").asString()).isEqualTo("trusted");
    assertThat(json.get("archiveId").asString()).matches("[0-9a-f]{64}");
    assertThat(json.get("reason").isNull()).isTrue();
    assertThat(json.get("signer").propertyNames())
        .containsExactly("subject", "issuer", "sha256", "notBefore", "notAfter");
    assertThat(json.get("signatures").toString()).isEqualTo("[\"rsa\",\"cms\"]");
    assertThat(json.get("digest").asString()).isEqualTo("sha256");
    assertThat(json.get("entries").asInt()).isEqualTo(2);
    assertThat(signatureOnly.json().get("entries").isNull()).isTrue();
  }

  @Test
  void shouldRejectWhatSomebodyElseSignedAndWhatWasChanged() throws Exception {
    // Given
    Path foreign =
        TestPki.writeCertificate(TestPki.foreignRoot(), directory.resolve("foreign.pem"));
    Path changed = directory.resolve("changed.xip");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length - 10] ^= 1;
    Files.write(changed, bytes);

    // When
    CommandLineRun untrusted = run("verify", archive, "--trust", foreign, "--json");
    CommandLineRun tampered = run("verify", changed, "--trust", trust, "--json");
    CommandLineRun listed = run("list", changed, "--trust", trust);
    CommandLineRun extracted =
        run("extract", changed, "--trust", trust, "--to", directory.resolve("out"));

    // Then
    assertThat(untrusted.exitCode()).isEqualTo(4);
    assertThat(untrusted.json().get("reason").asString()).isEqualTo("signer-untrusted");
    assertThat(tampered.exitCode()).isEqualTo(4);
    assertThat(tampered.json().get("reason").asString()).isEqualTo("content-tampered");
    assertThat(listed.exitCode()).isEqualTo(4);
    assertThat(listed.out()).isEmpty();
    assertThat(listed.err()).contains("content-tampered");
    assertThat(extracted.exitCode()).isEqualTo(4);
    assertThat(directory.resolve("out")).doesNotExist();
    assertThat(directory).isDirectoryNotContaining("glob:**/.xipline-*");
  }

  @Test
  void shouldListEveryEntry() {
    CommandLineRun run = run("list", archive, "--trust", trust);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("d/run.sh", "d/ü.txt", "d/link -> run.sh", "-750");
  }

  @Test
  void shouldExtractWithModesTimesAndLinks() throws Exception {
    // When
    Path out = directory.resolve("deep/out");
    CommandLineRun run = run("extract", archive, "--trust", trust, "--to", out);

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path script = out.resolve("d/run.sh");
    assertThat(script).hasContent("#!/bin/sh\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
        .isEqualTo("rwxr-x---");
    assertThat(Files.getLastModifiedTime(script).toInstant()).isEqualTo(MODIFIED);
    assertThat(Files.readSymbolicLink(out.resolve("d/link"))).hasToString("run.sh");
    assertThat(out.resolve("d/ü.txt")).hasContent("umlaut");
  }

  @Test
  void shouldNotExtractOverAnything() throws Exception {
    // Given
    Path taken = Files.createDirectories(directory.resolve("taken"));
    Files.writeString(taken.resolve("mine"), "precious");

    // When
    CommandLineRun run = run("extract", archive, "--trust", trust, "--to", taken);

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("is not empty");
    assertThat(taken.resolve("mine")).hasContent("precious");
  }

  private static CommandLineRun run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return CommandLineRun.of((_, _, _) -> _ -> List.of(), words);
  }
}
