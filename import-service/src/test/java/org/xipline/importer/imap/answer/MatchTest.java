package org.xipline.importer.imap.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xipline.importer.imap.answer.ServerAnswer.Kind;

class MatchTest {

  @Test
  void shouldFitEveryAnswerWhereItSaysNothing() {
    assertThat(fits(Match.anything(), Step.APPEND, "NO [LIMIT] too many")).isTrue();
    assertThat(fits(Match.anything(), Step.CONNECT, "BYE")).isTrue();
  }

  @Test
  void shouldFitOneStep() {
    assertThat(fits(Match.at(Step.LOG_IN), Step.LOG_IN, "NO")).isTrue();
    assertThat(fits(Match.at(Step.LOG_IN), Step.APPEND, "NO")).isFalse();
  }

  @Test
  void shouldFitOneKindOfAnswer() {
    assertThat(fits(Match.kind(Kind.BYE), Step.APPEND, "BYE later")).isTrue();
    assertThat(fits(Match.kind(Kind.BYE), Step.APPEND, "NO later")).isFalse();
  }

  @Test
  void shouldFitOneOfItsCodes() {
    Match match = Match.code("LIMIT", "INUSE");

    assertThat(fits(match, Step.APPEND, "NO [LIMIT] x")).isTrue();
    assertThat(fits(match, Step.APPEND, "NO [inuse] x")).isTrue();
    assertThat(fits(match, Step.APPEND, "NO [OVERQUOTA] x")).isFalse();
    assertThat(fits(match, Step.APPEND, "NO LIMIT")).isFalse();
  }

  @Test
  void shouldFindItsTextAnywhereInTheServersWordsWhateverTheirCase() {
    Match match = Match.text("over ?quota");

    assertThat(fits(match, Step.APPEND, "NO You are OverQuota now")).isTrue();
    assertThat(fits(match, Step.APPEND, "NO You are over quota now")).isTrue();
    assertThat(fits(match, Step.APPEND, "NO [OVERQUOTA] full")).isFalse();
  }

  @Test
  void shouldFitOnlyWhatFitsAllThatItSays() {
    Match match = Match.at(Step.OPEN).and(Kind.NO).andCode("LIMIT").andText("many");

    assertThat(fits(match, Step.OPEN, "NO [LIMIT] too many")).isTrue();
    assertThat(fits(match, Step.APPEND, "NO [LIMIT] too many")).isFalse();
    assertThat(fits(match, Step.OPEN, "BAD [LIMIT] too many")).isFalse();
    assertThat(fits(match, Step.OPEN, "NO [INUSE] too many")).isFalse();
    assertThat(fits(match, Step.OPEN, "NO [LIMIT] too few")).isFalse();
  }

  private static boolean fits(Match match, Step step, String answer) {
    return match.fits(ServerAnswer.parse(answer), Situation.at(step));
  }
}
