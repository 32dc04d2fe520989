package org.xipline.archive.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.archive.model.ArchiveEntry.SymbolicLink;
import org.xipline.schemas.identity.EntryPath;

class LinkTargetTest {

  @ParameterizedTest
  @CsvSource({
    "a, b, true",
    "a, b/c/d, true",
    "a, ., true",
    "a, ./b, true",
    "d/a, .., true",
    "d/a, ../b, true",
    "d/e/a, ../../b, true",
    "d/e/a, .././../b/, true",
    "a, .., false",
    "a, ../b, false",
    "d/a, ../../b, false",
    "d/a, .././../b, false",
    "a, /b, false",
    "a, //b, false",
    // Behind a name, a step up starts from wherever that leads.
    "d/a, b/../c, false",
    "d/e/a, ../b/.., false"
  })
  void shouldJudgeWhereALinkLeads(String path, String target, boolean inside) {
    var link = new SymbolicLink(new EntryPath(path), Instant.EPOCH, target);
    assertThat(LinkTarget.staysInside(link)).isEqualTo(inside);
  }
}
