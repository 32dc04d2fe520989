package org.xipline.importer.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        "imap://mail.contoso.example",
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
}
