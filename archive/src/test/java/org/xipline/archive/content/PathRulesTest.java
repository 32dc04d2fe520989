package org.xipline.archive.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.archive.content.Rejections.assertRejected;
import static org.xipline.schemas.reason.RejectionReason.ARCHIVE_TOO_LARGE;
import static org.xipline.schemas.reason.RejectionReason.UNSAFE_ENTRY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.model.ArchiveLimits;

class PathRulesTest {
  private static final String COMPOSED = "caf\u00e9";
  private static final String DECOMPOSED = "cafe\u0301";

  private final PathRules rules = new PathRules(ArchiveLimits.DEFAULT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b/c.json",
        "...",
        "a..b/.c",
        "with space/ü.xml",
        "chat 2026-11-20T09:15:00Z.json",
        "ab:c",
        "~",
        "-rf",
        "\ud83d\ude00.eml"
      })
  void shouldAdmitOrdinaryPaths(String path) throws IOException {
    assertThat(rules.admit(path, EntryKind.FILE).value()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/passwd",
        "//a",
        "..",
        "../evil",
        "a/../b",
        "a/..",
        ".",
        "./a",
        "a/./b",
        "a//b",
        "a/",
        "a\\b",
        "..\\evil",
        "C:evil",
        "c:/evil",
        "a\0b",
        "a\nb",
        "a\rb",
        "a\u001b[2Jb",
        "a\u007fb",
        "a\u0085b",
        "a\ud800b"
      })
  void shouldRefuseUnsafePaths(String path) {
    assertRejected(UNSAFE_ENTRY, () -> rules.admit(path, EntryKind.FILE));
  }

  @Test
  void shouldNotRepeatControlCharactersInItsMessage() {
    assertRejected(UNSAFE_ENTRY, () -> rules.admit("a\u001b[2Jb", EntryKind.FILE))
        .withMessage("a name holds a control character: \"a\\u001b[2Jb\"");
  }

  @Test
  void shouldComposePaths() throws IOException {
    assertThat(rules.admit(DECOMPOSED, EntryKind.FILE).value()).isEqualTo(COMPOSED);
  }

  @Test
  void shouldBoundASegment() throws IOException {
    rules.admit("x".repeat(255), EntryKind.FILE);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit("x".repeat(256), EntryKind.FILE));
  }

  @Test
  void shouldBoundAPathInBytes() throws IOException {
    rules.admit(("x".repeat(255) + "/").repeat(15) + "x".repeat(255), EntryKind.FILE);

    assertRejected(
        UNSAFE_ENTRY, () -> rules.admit(("ü".repeat(200) + "/").repeat(11) + "ü", EntryKind.FILE));
  }

  @Test
  void shouldBoundTheDepth() throws IOException {
    rules.admit("d/".repeat(64) + "f", EntryKind.FILE);

    assertRejected(ARCHIVE_TOO_LARGE, () -> rules.admit("d/".repeat(65) + "f", EntryKind.FILE));
  }

  @Test
  void shouldBoundFoldersThatNoEntryNames() throws IOException {
    // Given
    var few = new PathRules(limits(2, false));
    few.admit("a/b/f", EntryKind.FILE);

    // When / Then
    assertRejected(ARCHIVE_TOO_LARGE, () -> few.admit("c/d/f", EntryKind.FILE));
  }

  @Test
  void shouldRefuseAPathTwice() throws IOException {
    rules.admit("a", EntryKind.FILE);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit("a", EntryKind.FILE));
  }

  @Test
  void shouldRefuseADirectoryTwice() throws IOException {
    rules.admit("a", EntryKind.DIRECTORY);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit("a", EntryKind.DIRECTORY));
  }

  @Test
  void shouldRefusePathsThatAreEqualOnceComposed() throws IOException {
    rules.admit(COMPOSED, EntryKind.FILE);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit(DECOMPOSED, EntryKind.FILE));
  }

  @Test
  void shouldAdmitADirectoryAfterItsMembers() throws IOException {
    rules.admit("d/f", EntryKind.FILE);

    assertThat(rules.admit("d", EntryKind.DIRECTORY).value()).isEqualTo("d");
    assertRejected(UNSAFE_ENTRY, () -> rules.admit("d", EntryKind.DIRECTORY));
  }

  @Test
  void shouldRefuseAFileWhereAFolderIs() throws IOException {
    rules.admit("d/f", EntryKind.FILE);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit("d", EntryKind.FILE));
  }

  @Test
  void shouldRefuseAPathThroughAFile() throws IOException {
    rules.admit("d", EntryKind.FILE);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit("d/f", EntryKind.FILE));
  }

  @Test
  void shouldRefuseAPathThroughALink() throws IOException {
    rules.admit("d", EntryKind.SYMBOLIC_LINK);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit("d/e/f", EntryKind.FILE));
  }

  @Test
  void shouldRefuseAPathThroughALinkThatIsEqualOnceComposed() throws IOException {
    rules.admit(DECOMPOSED, EntryKind.SYMBOLIC_LINK);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit(COMPOSED + "/f", EntryKind.FILE));
  }

  @Test
  void shouldRefuseALinkWhereAFolderIs() throws IOException {
    rules.admit("d/f", EntryKind.FILE);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit("d", EntryKind.SYMBOLIC_LINK));
  }

  @Test
  void shouldRefuseAPathThroughALinkButForCase() throws IOException {
    rules.admit("Q", EntryKind.SYMBOLIC_LINK);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit("q/evil", EntryKind.FILE));
  }

  @Test
  void shouldRefuseALinkThatIsAFolderButForCase() throws IOException {
    rules.admit("q/evil", EntryKind.FILE);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit("Q", EntryKind.SYMBOLIC_LINK));
  }

  @Test
  void shouldRefuseAFileThatIsALinkButForCase() throws IOException {
    rules.admit("Q", EntryKind.SYMBOLIC_LINK);

    assertRejected(UNSAFE_ENTRY, () -> rules.admit("q", EntryKind.FILE));
  }

  @Test
  void shouldAdmitPathsThatDifferInCase() throws IOException {
    rules.admit("Read.me", EntryKind.FILE);
    rules.admit("READ.ME", EntryKind.FILE);

    assertThat(rules.admit("read.me/x", EntryKind.FILE).value()).isEqualTo("read.me/x");
  }

  @Test
  void shouldRefusePathsThatDifferInCaseWhereTold() throws IOException {
    var strict = new PathRules(limits(100, true));
    strict.admit("D/Read.me", EntryKind.FILE);

    assertRejected(UNSAFE_ENTRY, () -> strict.admit("D/READ.ME", EntryKind.FILE));
    assertRejected(UNSAFE_ENTRY, () -> strict.admit("d/other", EntryKind.FILE));
  }

  @Test
  void shouldCheckANameForASlash() throws IOException {
    PathRules.requireName("a b");

    assertRejected(UNSAFE_ENTRY, () -> PathRules.requireName("a/b"));
    assertRejected(UNSAFE_ENTRY, () -> PathRules.requireName(".."));
    assertRejected(UNSAFE_ENTRY, () -> PathRules.requireName(""));
  }

  @Test
  void shouldDecodeStrictly() throws IOException {
    assertThat(PathRules.decodeUtf8("ü".getBytes(StandardCharsets.UTF_8))).isEqualTo("ü");

    byte[] overlong = {(byte) 0xc0, (byte) 0xaf};
    assertRejected(UNSAFE_ENTRY, () -> PathRules.decodeUtf8(overlong));
    byte[] latin1 = {(byte) 0xfc};
    assertRejected(UNSAFE_ENTRY, () -> PathRules.decodeUtf8(latin1));
  }

  private static ArchiveLimits limits(long maxEntries, boolean refuseCaseCollisions) {
    return new ArchiveLimits(
        maxEntries, 1 << 20, 1 << 20, 1_000, 1 << 20, 64, 1 << 20, 1 << 20, refuseCaseCollisions);
  }
}
