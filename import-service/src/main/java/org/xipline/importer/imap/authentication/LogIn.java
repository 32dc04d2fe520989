package org.xipline.importer.imap.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.xipline.runtime.settings.Secret;
import org.xipline.schemas.identity.EmailAddress;

/** What is said to a server to get into a mailbox. */
public sealed interface LogIn {

  /** The SASL mechanism. */
  String mechanism();

  /** Its first, and only, response. */
  byte[] response();

  /** When a session that began so ends by itself. */
  Instant validUntil();

  /**
   * A password.
   *
   * @param mailbox who to be; empty to be who logs in
   * @param user who logs in
   * @see "RFC 4616, PLAIN"
   */
  record Password(String mailbox, String user, Secret password) implements LogIn {

    @Override
    public String mechanism() {
      return "PLAIN";
    }

    @Override
    public byte[] response() {
      return (mailbox + '\0' + user + '\0' + password.reveal()).getBytes(UTF_8);
    }

    @Override
    public Instant validUntil() {
      return Instant.MAX;
    }
  }

  /**
   * A token that stands for an application, and opens every mailbox it was given.
   *
   * @see "https://learn.microsoft.com/exchange/client-developer/legacy-protocols, SASL XOAUTH2"
   */
  record Bearer(EmailAddress mailbox, AccessToken token) implements LogIn {

    @Override
    public String mechanism() {
      return "XOAUTH2";
    }

    @Override
    public byte[] response() {
      String value = token.secret().reveal();
      return "user=%s\001auth=Bearer %s\001\001".formatted(mailbox.value(), value).getBytes(UTF_8);
    }

    @Override
    public Instant validUntil() {
      return token.validUntil();
    }
  }
}
