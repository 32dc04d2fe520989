package org.xipline.console.cli.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.pack.TimestampServer;
import org.xipline.console.command.CommandLineRun;
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
    assertThat(text.out()).doesNotContain("not used");
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
  void shouldSayHowMuchOfAnArchiveNoSignatureCovers() throws IOException {
    // Given what stands behind the content, as a stapled ticket does
    Files.writeString(archive, "a ticket", StandardOpenOption.APPEND);

    // When
    CommandLineRun text = run("verify", archive, "--trust", trust);

    // Then
    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).contains("not used   8 bytes that no signature covers");
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

  @Test
  void shouldSayInJsonWhatIsKnownOfARejectedArchive() throws Exception {
    Path foreign =
        TestPki.writeCertificate(TestPki.foreignRoot(), directory.resolve("foreign.pem"));
    Path page = Files.writeString(directory.resolve("page.xip"), "<html>log in</html>");

    JsonNode untrusted = run("verify", archive, "--trust", foreign, "--json").json();
    JsonNode nothing = run("verify", page, "--trust", foreign, "--json").json();

    assertThat(untrusted.propertyNames())
        .containsExactly(
            "file",
            "archiveId",
            "state",
            "reason",
            "detail",
            "signer",
            "signedAt",
            "digest",
            "signatures",
            "entries");
    assertThat(untrusted.get("state").asString()).isEqualTo("rejected");
    assertThat(untrusted.get("signer").get("subject").asString())
        .isEqualTo("CN=xipline test signer");
    assertThat(untrusted.get("digest").asString()).isEqualTo("sha256");
    assertThat(untrusted.get("signatures").toString()).isEqualTo("[\"rsa\",\"cms\"]");
    assertThat(untrusted.get("archiveId").asString()).matches("[0-9a-f]{64}");
    assertThat(nothing.propertyNames()).isEqualTo(untrusted.propertyNames());
    assertThat(nothing.get("detail").asString()).contains("HTML page");
    assertThat(nothing.get("digest").isNull()).isTrue();
    assertThat(nothing.get("signatures").isEmpty()).isTrue();
    assertThat(nothing.get("archiveId").asString()).matches("[0-9a-f]{64}");
  }

  @Test
  void shouldTellPeopleWhatToDo() {
    CommandLineRun run = run("verify", archive, "--trust", trust, "--at", "2055-01-01T00:00:00Z");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out())
        .contains("certificate-expired", "no timestamp", "to do", "signed by  CN=xipline test")
        .contains("rsa and cms over sha256");
  }

  @Test
  void shouldHoldArchivesToTheOptions() throws Exception {
    Path list = TestPki.writeRevocationOf(TestPki.leaf(), directory.resolve("a.crl"));

    assertRejected("signer-untrusted", "--eku", "code-signing");
    assertThat(verify("--eku", "apple-software-update").exitCode()).isZero();
    assertThat(verify("--eku", TestPki.SOFTWARE_UPDATE_EKU, "--eku", "1.2.3").exitCode()).isZero();
    assertRejected("weak-algorithm", "--min-digest", "sha512");
    assertThat(verify("--min-digest", "sha256").exitCode()).isZero();
    assertRejected("certificate-revoked", "--crl", list.toString());
    assertRejected("archive-too-large", "--max-toc", "1KiB");
    assertRejected("archive-too-large", "--max-entries", "3");
    assertRejected("archive-too-large", "--max-entry-size", "5B");
    assertRejected("archive-too-large", "--max-total-size", "12");
    assertRejected("archive-too-large", "--max-depth", "0");
    assertRejected("archive-too-large", "--max-xz-memory", "4KiB");
    assertThat(run("verify", archive, "--policy", "apple").exitCode()).isEqualTo(4);
  }

  @Test
  void shouldKeepTheOtherLimitsWhereOneIsGiven() throws Exception {
    assertThat(verify("--max-depth", "3", "--refuse-case-collisions").exitCode()).isZero();
    assertRejected("archive-too-large", "--max-depth", "3", "--max-entries", "3");
    assertMisuse("at most 64MiB", "verify", archive, "--trust", trust, "--max-xz-memory", "65MiB");
  }

  @Test
  void shouldBelieveEachOfSeveralAuthorities() throws Exception {
    Path foreign =
        TestPki.writeCertificate(TestPki.foreignRoot(), directory.resolve("foreign.pem"));

    assertThat(run("verify", archive, "--trust", foreign, "--trust", trust).exitCode()).isZero();
    assertThat(run("verify", archive, "--trust=" + trust, "--trust=" + foreign).exitCode())
        .isZero();
    assertThat(run("verify", archive, "--trust", foreign).exitCode()).isEqualTo(4);
  }

  @Test
  void shouldRefusePathsThatDifferInCaseAloneWhereAsked() throws Exception {
    Path same = directory.resolve("same.xip");
    ArchiveFixture.create().file("a.json", "{}").file("A.json", "{}").writeTo(same);

    assertThat(run("verify", same, "--trust", trust).exitCode()).isZero();
    assertThat(run("verify", same, "--trust", trust, "--refuse-case-collisions").out())
        .contains("unsafe-entry");
  }

  @Test
  void shouldCallMisuseWhatItIs() throws Exception {
    assertMisuse("is a directory", "verify", directory, "--trust", trust);
    assertMisuse("no such file", "verify", directory.resolve("no.xip"), "--trust", trust);
    assertMisuse("--policy apple", "verify", archive);
    assertMisuse("not one of Apple's", "verify", archive, "--trust", trust, "--policy", "apple");
    assertMisuse("none of", "verify", archive, "--trust", trust, "--eku", "anything");
    assertMisuse("must be sha1", "verify", archive, "--trust", trust, "--min-digest", "md5");
    assertMisuse("no revocation list", "verify", archive, "--trust", trust, "--crl", trust);
    assertMisuse("--max-entries", "verify", archive, "--trust", trust, "--max-entries", "0");
  }

  @Test
  void shouldExtractNoLinkThatLeadsElsewhereUnlessAsked() throws Exception {
    // Given
    Path linked = directory.resolve("linked.xip");
    ArchiveFixture.create()
        .file("d/a", "a")
        .symbolicLink("d/inside", "../d/./a")
        .symbolicLink("absolute", "/etc/passwd")
        .symbolicLink("d/up", "../../x")
        .writeTo(linked);
    Path refused = directory.resolve("refused");
    Path skipped = directory.resolve("skipped");
    Path kept = directory.resolve("kept");

    // When
    CommandLineRun refusal = run("extract", linked, "--trust", trust, "--to", refused);
    CommandLineRun skip =
        run("extract", linked, "--trust", trust, "--to", skipped, "--outward-links", "skip");
    CommandLineRun keep =
        run("extract", linked, "--trust", trust, "--to", kept, "--outward-links", "keep");

    // Then
    assertThat(refusal.exitCode()).isEqualTo(4);
    assertThat(refusal.err()).contains("unsafe-entry", "absolute", "--outward-links");
    assertThat(refused).doesNotExist();
    assertThat(directory).isDirectoryNotContaining("glob:**/.xipline-*");
    assertThat(skip.exitCode()).isZero();
    assertThat(skip.err()).contains("absolute", "d/up");
    assertThat(skipped.resolve("d/inside")).hasContent("a");
    assertThat(skipped.resolve("absolute")).doesNotExist();
    assertThat(keep.exitCode()).isZero();
    assertThat(Files.readSymbolicLink(kept.resolve("absolute"))).hasToString("/etc/passwd");
  }

  @Test
  void shouldPackTheSameBytesWithEachDigest() throws Exception {
    Path key = directory.resolve("key.pem");
    Path chain = directory.resolve("chain.pem");
    for (String digest : List.of("sha1", "sha256", "sha512")) {
      Path one = directory.resolve(digest + "-1.xip");
      Path two = directory.resolve(digest + "-2.xip");
      for (Path out : List.of(one, two)) {
        CommandLineRun packed =
            run(
                "pack",
                directory.resolve("source"),
                "-o",
                out,
                "--key",
                key,
                "--cert",
                chain,
                "--digest",
                digest,
                "--time",
                "2026-11-20T09:15:00Z");
        assertThat(packed.exitCode()).as(packed.err()).isZero();
      }
      assertThat(one).hasSameBinaryContentAs(two);
      assertThat(run("verify", one, "--trust", trust, "--json").json().get("digest").asString())
          .isEqualTo(digest);
    }
  }

  @Test
  void shouldPackWithATimestampOrNotAtAll() throws Exception {
    Path out = directory.resolve("stamped.xip");
    URI gone;
    try (var server = TimestampServer.start()) {
      gone = server.uri();
      assertThat(packStamped(out, server.uri()).exitCode()).isZero();
    }
    Path never = directory.resolve("never.xip");

    CommandLineRun unanswered = packStamped(never, gone);

    assertThat(run("verify", out, "--trust", trust, "--json").json().get("signedAt").asString())
        .isNotEmpty();
    assertThat(unanswered.exitCode()).isEqualTo(1);
    assertThat(unanswered.err()).contains("does not answer");
    assertThat(never).doesNotExist();
    assertThat(packStamped(never, URI.create("ftp://127.0.0.1/")).exitCode()).isEqualTo(2);
  }

  private CommandLineRun packStamped(Path out, URI authority) {
    return run(
        "pack",
        directory.resolve("source"),
        "-o",
        out,
        "--key",
        directory.resolve("key.pem"),
        "--cert",
        directory.resolve("chain.pem"),
        "--tsa",
        authority);
  }

  private CommandLineRun verify(String... options) {
    var arguments = new ArrayList<Object>(List.of("verify", archive, "--trust", trust, "--json"));
    arguments.addAll(List.of(options));
    return run(arguments.toArray());
  }

  private void assertRejected(String reason, String... options) {
    CommandLineRun run = verify(options);
    assertThat(run.exitCode()).as(run.out()).isEqualTo(4);
    assertThat(run.json().get("reason").asString()).isEqualTo(reason);
  }

  private static void assertMisuse(String message, Object... arguments) {
    CommandLineRun run = run(arguments);
    assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  private static CommandLineRun run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return CommandLineRun.of(CommandLineRun.NO_SERVICES, words);
  }
}
