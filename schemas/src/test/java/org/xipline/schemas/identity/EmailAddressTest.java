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
    "a@xn--bro-hoa.example, a@xn--bro-hoa.example",
    "'\"Alice\"@contoso.example', alice@contoso.example",
    "'\"al\\ice\"@contoso.example', alice@contoso.example",
    "'\"a..b\"@contoso.example', a..b@contoso.example",
    "'\"a \\b\"@contoso.example', '\"a b\"@contoso.example'",
    "'\"a@b\"@contoso.example', '\"A@B\"@contoso.example'",
    "k..lane@contoso.example, k..lane@contoso.example",
    "op@[192.0.2.7], op@[192.0.2.7]",
    "op@[IPv6:2001:DB8::1], op@[ipv6:2001:db8::1]",
    "alice@mail_1.contoso.example, alice@mail_1.contoso.example",
    "alice@contoso.example., alice@contoso.example"
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
        "a\r\nBcc: x@contoso.example",
        "alice@contoso..example",
        "alice@.contoso.example",
        "alice@contoso.example\uFF20other.example",
        "alice@[192.0.2.7",
        "\"alice@contoso.example",
        "\"alice\\\"@contoso.example",
        "ali\u200bce@contoso.example",
        "\uFEFFalice@contoso.example",
        "alice\ud800@contoso.example",
        "<alice@contoso.example>",
        "a,b@contoso.example",
        "a@b@contoso.example"
      })
  void shouldRefuseWhatIsNoAddress(String written) {
    assertThat(EmailAddress.parse(written)).isEmpty();
  }

  @Test
  void shouldTellLocalPartAndDomainApart() {
    var address = new EmailAddress("\"a@[b]\"@[x@y]");

    assertThat(address.localPart()).isEqualTo("\"a@[b]\"");
    assertThat(address.domain()).isEqualTo("[x@y]");
  }

  @Test
  void shouldHoldTheLengthThatMailCanCarry() {
    String domain = "@contoso.example";

    assertThat(EmailAddress.parse("l".repeat(254 - domain.length()) + domain)).isPresent();
    assertThat(EmailAddress.parse("l".repeat(255 - domain.length()) + domain)).isEmpty();
    assertThat(EmailAddress.parse("\u00fc".repeat(130) + domain)).isEmpty();
  }
}
