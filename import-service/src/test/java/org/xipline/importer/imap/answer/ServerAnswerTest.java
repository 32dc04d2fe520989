package org.xipline.importer.imap.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.importer.imap.answer.ServerAnswer.Kind;

class ServerAnswerTest {

  @ParameterizedTest
  @CsvSource({
    "'NO [OVERQUOTA] Mailbox is full', NO, OVERQUOTA, '', 'Mailbox is full'",
    "'no [overquota] full', NO, OVERQUOTA, '', full",
    "' OK done ', OK, '', '', done",
    "'BAD', BAD, '', '', ''",
    "'BYE  [UNAVAILABLE]', BYE, UNAVAILABLE, '', ''",
    "'NO [BADCHARSET  (UTF-8 KOI8-R) ]  not that', NO, BADCHARSET, '(UTF-8 KOI8-R)', 'not that'",
    "'NO a [code] later', NO, '', '', 'a [code] later'",
    "'NO [] nothing', NO, '', '', '[] nothing'",
    "'NO [open', NO, '', '', '[open'"
  })
  void shouldReadKindCodeAndWords(
      String line, Kind kind, String code, String arguments, String text) {
    assertThat(ServerAnswer.parse(line)).isEqualTo(new ServerAnswer(kind, code, arguments, text));
  }

  @Test
  void shouldKeepWordsThatGoOverLines() {
    assertThat(ServerAnswer.of(Kind.NO, "[LIMIT] too\r\nmuch").text()).isEqualTo("too\r\nmuch");
  }

  @ParameterizedTest
  @CsvSource({
    "'NO [OVERQUOTA] full', 'NO [OVERQUOTA] full'",
    "'NO [BADCHARSET (UTF-8)] x', 'NO [BADCHARSET (UTF-8)] x'",
    "'bad x', 'BAD x'"
  })
  void shouldSayTheServersWords(String line, String words) {
    assertThat(ServerAnswer.parse(line).words()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"OK x, true", "NO x, false", "BAD x, false", "BYE x, false"})
  void shouldTellSuccess(String line, boolean ok) {
    assertThat(ServerAnswer.parse(line).isOk()).isEqualTo(ok);
  }
}
