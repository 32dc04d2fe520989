package org.xipline.importer.imap.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.importer.imap.answer.ServerAnswer;

class AppendUidsTest {

  @ParameterizedTest
  @ValueSource(strings = {"304:307", "307:304", "304,305:306,307", "304,305,306,307"})
  void shouldReadAUidForEachMessage(String set) {
    AppendUids uids = AppendUids.in(answer("[APPENDUID 38505 " + set + "] stored"), 4);

    assertThat(uids).isEqualTo(new AppendUids(38505, List.of(304L, 305L, 306L, 307L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stored",
        "[APPENDUID 38505] stored",
        "[APPENDUID 38505 304:306] stored",
        "[APPENDUID 38505 1:4294967295] stored",
        "[APPENDUID 38505 *] stored",
        "[COPYUID 38505 304:307] stored"
      })
  void shouldHaveNoneWhereTheServerDoesNotSayOneForEach(String answer) {
    assertThat(AppendUids.in(answer(answer), 4).uids()).isEmpty();
  }

  @Test
  void shouldSayZeroForAnUnknownUid() {
    assertThat(AppendUids.in(answer("stored"), 1).uidOf(0)).isZero();
  }

  private static ServerAnswer answer(String rest) {
    return ServerAnswer.parse("OK " + rest);
  }
}
