package org.xipline.importer.imap.dovecot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.xipline.importer.imap.authentication.AccessToken;
import org.xipline.runtime.settings.Secret;
import org.xipline.schemas.identity.EmailAddress;

/** Signs tokens that a test's Dovecot checks by itself, with the key that is written for it. */
public final class TokenIssuer {
  private final KeyPair keys;

  private TokenIssuer(KeyPair keys) {
    this.keys = keys;
  }

  /** An issuer whose public key stands where Dovecot looks for it. */
  static TokenIssuer trustedIn(Path keyFolder) throws IOException {
    try {
      var issuer = new TokenIssuer(TestCertificates.keyPair());
      Path folder = Files.createDirectories(keyFolder.resolve("default/RS256"));
      TestCertificates.pem(
          folder.resolve("default"), "PUBLIC KEY", issuer.keys.getPublic().getEncoded());
      return issuer;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token for a mailbox. */
  public AccessToken issue(EmailAddress mailbox, Instant validUntil) {
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"sub\":\"%s\",\"email\":\"%s\",\"iat\":%d,\"nbf\":%d,\"exp\":%d}"
            .formatted(
                mailbox.value(), mailbox.value(), now, now - 60, validUntil.getEpochSecond());
    String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
    return new AccessToken(new Secret(signed + "." + signature(signed)), validUntil);
  }

  private String signature(String text) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
