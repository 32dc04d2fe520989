package org.xipline.archive.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTableTest {

  private static final List<PathMark> MARKS =
      List.of(
          PathMark.FILE, PathMark.DIRECTORY, PathMark.IMPLIED_DIRECTORY, PathMark.SYMBOLIC_LINK);

  @Test
  void shouldAgreeWithAMapWhileItGrows() {
    // Given
    var table = new PathTable();
    var fingerprints = new PathFingerprints();
    Map<String, PathMark> expected = new HashMap<>();

    // When
    for (int i = 0; i < 20_000; i++) {
      PathMark mark = MARKS.get(i % MARKS.size());
      table.put(fingerprints.of("path/" + i % 15_000), mark);
      expected.put("path/" + i % 15_000, mark);
    }

    // Then
    assertThat(table.size()).isEqualTo(expected.size());
    expected.forEach((path, mark) -> assertThat(table.get(fingerprints.of(path))).isEqualTo(mark));
    assertThat(table.get(fingerprints.of("path/15000"))).isEqualTo(PathMark.ABSENT);
  }
}
