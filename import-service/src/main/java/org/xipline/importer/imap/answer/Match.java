package org.xipline.importer.imap.answer;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.answer.ServerAnswer.Kind;

/**
 * Which answers a rule is for. What is null does not matter.
 *
 * @param codes response codes, one of which it must have
 * @param text is found in the server's words, whatever their case
 */
record Match(@Nullable Step step, @Nullable Kind kind, Set<String> codes, @Nullable Pattern text) {

  static Match anything() {
    return new Match(null, null, Set.of(), null);
  }

  static Match at(Step step) {
    return new Match(step, null, Set.of(), null);
  }

  static Match kind(Kind kind) {
    return anything().and(kind);
  }

  static Match code(String... codes) {
    return anything().andCode(codes);
  }

  static Match text(String pattern) {
    return anything().andText(pattern);
  }

  Match and(Kind other) {
    return new Match(step, other, codes, text);
  }

  Match andCode(String... others) {
    return new Match(step, kind, Set.of(others), text);
  }

  Match andText(String pattern) {
    return new Match(step, kind, codes, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
  }

  boolean fits(ServerAnswer answer, Situation situation) {
    return (step == null || step == situation.step())
        && (kind == null || kind == answer.kind())
        && (codes.isEmpty() || codes.contains(answer.code()))
        && (text == null || text.matcher(answer.text()).find());
  }
}
