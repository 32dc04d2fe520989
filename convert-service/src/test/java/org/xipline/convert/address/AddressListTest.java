package org.xipline.convert.address;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.property.Property;

class AddressListTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        // comments
        "\"Kim\" <kim@a.example (floor 3)> | Kim <kim@a.example>",
        "kim(at the \\) desk)@(our)a.example(main) | main <kim@a.example>",
        "kim@a.example (Kim (of Desk 7)) | Kim (of Desk 7) <kim@a.example>",
        // groups
        "desk:kim@a.example,lee@a.example;,eve@b.example"
            + "| kim@a.example, lee@a.example, eve@b.example",
        "nobody:;, kim@a.example | kim@a.example",
        "nobody (at all) : ( really ) ; | ''",
        "Undisclosed recipients: | ''",
        // obsolete forms
        "Kim X. Lee <kim@a. example> | Kim X. Lee <kim@a.example>",
        "<@relay.example,@other.example:kim@a.example> | kim@a.example",
        "kim . lee @ a . example, , lee@a.example, | kim.lee@a.example, lee@a.example",
        "\"kim\".\"x y\".lee@a.example | \"kim.x y.lee\"@a.example",
        // quoted local parts
        "\"kim\"@a.example | kim@a.example",
        "\"k\\im\"@a.example | kim@a.example",
        "\"k@im\"@a.example | \"k@im\"@a.example",
        "\"\"@a.example | \"\"@a.example",
        // domain literals and odd domains
        "op@[192.0.2.7] | op@[192.0.2.7]",
        "op@[ IPv6:2001:DB8::1 ] | op@[IPv6:2001:DB8::1]",
        "op@mail_1.a.example | op@mail_1.a.example",
        // dots where none may be
        "k..lee@a.example, .kim@a.example, lee.@a.example"
            + "| k..lee@a.example, .kim@a.example, lee.@a.example",
        // display names against the rules
        "[EXT] Kim [desk] <kim@a.example> | [EXT] Kim [desk] <kim@a.example>",
        "kim@a.example <kim@a.example> | kim@a.example <kim@a.example>",
        "kim@a.example via desk <desk@a.example> | kim@a.example via desk <desk@a.example>",
        "=?utf-8?Q?Lee,_Kim?= <kim@a.example> | Lee, Kim <kim@a.example>",
        "=?utf-8?Q?K=C3=AF?= =?utf-8?Q?m?= <kim@a.example> | Kïm <kim@a.example>",
        "jörg@bücher.example | jörg@bücher.example",
        // others that leave no doubt
        "kim@a.example; lee@a.example; | kim@a.example, lee@a.example",
        "mailto:kim@a.example | kim@a.example",
        "<> | ''",
        "kim@a.example. | kim@a.example.",
      })
  void shouldReadWhoIsNamed(String field, String people) throws UnreadableAddressException {
    assertThat(shown(AddressList.people(field)))
        .isEqualTo(people.strip().equals("''") ? "" : people.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kim",
        "kim@",
        "@a.example",
        "kim@a.example lee@a.example",
        "kim@a.example, lee",
        "Kim <kim>",
        "Kim <>",
        "Kim <kim@a.example",
        "kim@a.example>",
        "<<kim@a.example>>",
        "<kim@a.example> lee@a.example",
        "Kim <kim@a.example> Lee <lee@a.example>",
        "lee@a.example <kim@a.example>",
        "\"Kim <kim@a.example>, lee@a.example",
        "kim@a.example (the comment, lee@a.example",
        "Kim [desk <kim@a.example>, Lee] <lee@b.example",
        "k im@a.example",
        "\"k\"im@a.example",
        "kim@a..example",
        "kim@a example",
        "kim@a.example@b.example",
        "kim\u0007@a.example",
        "\"kim\u0000\"@a.example",
        "kim\u200b@a.example",
        "not a list of addresses",
        "desk: bar: kim@a.example;;",
      })
  void shouldRefuseAFieldThatItCannotReadAsAWhole(String field) {
    assertThatExceptionOfType(UnreadableAddressException.class)
        .isThrownBy(() -> AddressList.people(field));
  }

  @Test
  void shouldNameTheElementThatItCannotRead() {
    assertThatExceptionOfType(UnreadableAddressException.class)
        .isThrownBy(() -> AddressList.people("kim@a.example, Lee <lee>, eve@a.example"))
        .satisfies(e -> {
          assertThat(e.element()).isEqualTo("Lee <lee>");
          assertThat(e.why()).isEqualTo("it contains no address");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "kim@a.example, lee | kim@a.example",
        "\"Kim <kim@a.example> | kim@a.example",
        "Jürgen Maier <jmaier> | ''",
        "MAILER-DAEMON | ''",
      })
  void shouldReadWhoCanBeReadOfASender(String field, String people) {
    assertThat(shown(AddressList.readable(field)))
        .isEqualTo(people.strip().equals("''") ? "" : people.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"desk:kim@a.example;", "kim@a.example, lee@a.example", "kim", "", "<>"})
  void shouldTakeOneAddressForAPersonOnly(String text) {
    assertThat(AddressList.person(text)).isEmpty();
  }

  @Test
  void shouldNameWhomTheGrammarNames() {
    Property.holds(
        2000,
        values -> {
          var field = AnyAddressField.from(values);

          assertThat(
                  AddressList.people(field.text()).stream().map(person -> person.email().value()))
              .as(field.text())
              .containsExactlyElementsOf(
                  field.addresses().stream().map(a -> new EmailAddress(a).value()).toList());
        });
  }

  @Test
  void shouldCompareAnAddressWithItself() {
    Property.holds(
        2000,
        values -> {
          String local = values.oneOf(values.text(12), values.text(1, 12, ' ', '\u024F'));
          Optional<EmailAddress> address = EmailAddress.parse("\"" + local + "\"@a.example");

          assertThat(address.map(EmailAddress::value).flatMap(EmailAddress::parse))
              .isEqualTo(address);
        });
  }

  private static String shown(List<Person> people) {
    return people.stream()
        .map(person ->
            person
                .name()
                .map(name -> name + " <" + person.address() + ">")
                .orElse(person.address()))
        .collect(joining(", "));
  }
}
