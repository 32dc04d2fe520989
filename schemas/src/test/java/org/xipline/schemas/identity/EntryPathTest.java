package org.xipline.schemas.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryPathTest {

  @ParameterizedTest
  @CsvSource({
    "a.json, true",
    "d/A.JSON, true",
    "d/a.xml, true",
    "d/a.eml, true",
    "d/a.txt, false",
    "attachments/a.json, false",
    "d/Attachments/e/a.json, false",
    "attachments.json, true",
    "d/attachments/.eml, false",
    "d/._a.json, false",
    "d/.a.json, true",
    "__MACOSX/d/a.json, false"
  })
  void shouldTellItemsFromOtherFiles(String path, boolean item) {
    assertThat(new EntryPath(path).isItem()).isEqualTo(item);
  }

  @Test
  void shouldTakeTwoSpellingsOfOnePathAsOne() {
    assertThat(new EntryPath("d/u\u0308.json")).isEqualTo(new EntryPath("d/\u00fc.json"));
  }

  @ParameterizedTest
  @CsvSource({
    "d/i.json, attachments/a.bin, d/attachments/a.bin",
    "d/i.json, ../e/a.bin, e/a.bin",
    "i.json, ./a.bin, a.bin"
  })
  void shouldResolveFromTheItemsFolder(String item, String relative, String resolved) {
    assertThat(new EntryPath(item).resolveSibling(relative)).isEqualTo(new EntryPath(resolved));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "", "..", "a/../../../b"})
  void shouldRefuseToLeaveTheArchive(String relative) {
    assertThatThrownBy(() -> new EntryPath("d/i.json").resolveSibling(relative))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a//b", "a/../b", "./a", "a/", "..", "a\0b"})
  void shouldRefuseUnsafePaths(String path) {
    assertThatThrownBy(() -> new EntryPath(path)).isInstanceOf(IllegalArgumentException.class);
  }
}
