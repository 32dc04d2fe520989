package org.xipline.importer.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.importer.imap.connection.ImapEndpoint;
import org.xipline.importer.imap.connection.ImapEndpoint.Security;

class ImapLocationTest {

  @Test
  void shouldReadWhereAServerIs() {
    assertThat(ImapLocation.parse("imaps://mail.contoso.example:993"))
        .isEqualTo(new ImapEndpoint("mail.contoso.example", 993, Security.TLS));
    assertThat(ImapLocation.parse("imap://mail.contoso.example:143/"))
        .isEqualTo(new ImapEndpoint("mail.contoso.example", 143, Security.STARTTLS));
    assertThat(ImapLocation.parse("imap://[::1]:10143?tls=off"))
        .isEqualTo(new ImapEndpoint("::1", 10143, Security.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "imap:",
        "imap://",
        "imap://mail.contoso.example:0",
        "imap://mail.contoso.example:70000",
        "imap://user:secret@mail.contoso.example:143",
        "imap://mail.contoso.example:143/folder",
        "imap://mail.contoso.example:143?tls=on",
        "imaps://mail.contoso.example:993?tls=off",
        "imaps://mail contoso:993"
      })
  void shouldRefuseWhatIsNone(String location) {
    assertThatThrownBy(() -> ImapLocation.parse(location))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "IMAPS://Mail.Contoso.Example, imaps://mail.contoso.example:993",
    "imaps://mail.contoso.example:993/, imaps://mail.contoso.example:993",
    "imap://mail.contoso.example, imap://mail.contoso.example:143",
    "imap://mail.contoso.example.:143, imap://mail.contoso.example:143",
    "imap://LOCALHOST:10143?TLS=OFF, imap://localhost:10143?tls=off",
    "imap://[::1]:143, imap://[0:0:0:0:0:0:0:1]:143"
  })
  void shouldSpellOnePlaceInOneWay(String spelling, String canonical) {
    assertThat(ImapLocation.canonical(spelling)).isEqualTo(canonical);
    assertThat(ImapLocation.canonical(canonical)).isEqualTo(canonical);
  }

  @Test
  void shouldTellServersApartThatAreNotTheSame() {
    assertThat(ImapLocation.canonical("imaps://mail.contoso.example:993"))
        .isNotEqualTo(ImapLocation.canonical("imap://mail.contoso.example:993"));
  }
}
