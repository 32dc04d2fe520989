package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "山田太郎",
        "株式会社サンプル営業第一部山田太郎様と皆様",
        "Ünïcödé Ünïcödé Ünïcödé Ünïcödé Ünïcödé Ünïcödé ",
        " 🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉",
        "x                                                                            é"
      })
  void shouldHoldTheWholeTextInWordsOfLegalLength(String text) {
    assertThat(decoded(EncodedWords.of(text))).isEqualTo(text);
    assertThat(decoded(EncodedWords.ofPhrase(text))).isEqualTo(text);
    assertThat(EncodedWords.ofPhrase(text)).allMatch(word -> word.length() <= 75);
  }

  @Test
  void shouldCutANameAtItsSpaces() {
    assertThat(EncodedWords.ofPhrase("株式会社サンプル 営業第一部 山田太郎"))
        .extracting(word -> decoded(List.of(word)))
        .containsExactly("株式会社サンプル 営業第一部 ", "山田太郎");
  }

  private static String decoded(List<String> words) {
    return words.stream()
        .map(word -> word.substring("=?utf-8?B?".length(), word.length() - 2))
        .map(base64 -> new String(Base64.getDecoder().decode(base64), UTF_8))
        .collect(joining());
  }
}
