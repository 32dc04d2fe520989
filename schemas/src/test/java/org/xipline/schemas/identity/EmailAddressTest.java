package org.xipline.schemas.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource({
    "Alice@Contoso.Example, alice@contoso.example",
    "' bob@contoso.example ', bob@contoso.example",
    "jürgen@BÜRO.example, jürgen@xn--bro-hoa.example",
    "o'brien+x@contoso.example, o'brien+x@contoso.example",
    "a@xn--bro-hoa.example, a@xn--bro-hoa.example"
  })
  void shouldCompareBySpellingIndependentForm(String written, String canonical) {
    assertThat(EmailAddress.parse(written)).contains(new EmailAddress(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alice",
        "@contoso.example",
        "alice@",
        "alice@con toso.example",
        "ali ce@contoso.example",
        "alice@contoso.example.",
        "a\r\nBcc: x@contoso.example",
        "alice@-contoso.example",
        "<alice@contoso.example>",
        "a,b@contoso.example",
        "a@b@contoso.example"
      })
  void shouldRefuseWhatIsNoAddress(String written) {
    assertThat(EmailAddress.parse(written)).isEmpty();
  }

  @Test
  void shouldHoldTheLengthThatMailCanCarry() {
    String domain = "@contoso.example";

    assertThat(EmailAddress.parse("l".repeat(254 - domain.length()) + domain)).isPresent();
    assertThat(EmailAddress.parse("l".repeat(255 - domain.length()) + domain)).isEmpty();
    assertThat(EmailAddress.parse("\u00fc".repeat(130) + domain)).isEmpty();
  }
}
