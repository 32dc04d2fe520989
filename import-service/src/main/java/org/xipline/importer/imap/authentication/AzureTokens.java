package org.xipline.importer.imap.authentication;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.EnvironmentCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.settings.Secret;

/**
 * Tokens of an application that is registered with Microsoft Entra, by client credentials: a
 * secret, a certificate, or the identity of a workload.
 *
 * <p>A token is used until shortly before it ends; {@code azure-identity} keeps the next one ready.
 */
public final class AzureTokens implements TokenSource {
  /** All that the application may do with IMAP. */
  private static final String SCOPE = "https://outlook.office365.com/.default";

  private static final Duration MARGIN = Duration.ofMinutes(5);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final TokenCredential credential;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable AccessToken current;

  AzureTokens(TokenCredential credential, Clock clock) {
    this.credential = credential;
    this.clock = clock;
  }

  /**
   * The credentials that these environment variables name; asks for no token yet.
   *
   * @throws IllegalArgumentException if they name none, or not all of it; says what is missing
   */
  public static AzureTokens from(Map<String, String> environment) {
    var missing = new ArrayList<String>();
    for (String always : List.of("AZURE_TENANT_ID", "AZURE_CLIENT_ID")) {
      if (isUnset(environment, always)) {
        missing.add(always);
      }
    }
    TokenCredential credential = credential(environment);
    if (credential == null) {
      missing.add(
          "one of AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH, AZURE_FEDERATED_TOKEN_FILE");
    }
    if (credential == null || !missing.isEmpty()) {
      throw new IllegalArgumentException(
          "--imap-auth xoauth2 needs in the environment: " + String.join("; ", missing));
    }
    return new AzureTokens(credential, Clock.systemUTC());
  }

  private static @Nullable TokenCredential credential(Map<String, String> environment) {
    if (!isUnset(environment, "AZURE_CLIENT_SECRET")
        || !isUnset(environment, "AZURE_CLIENT_CERTIFICATE_PATH")) {
      return new EnvironmentCredentialBuilder().build();
    }
    return isUnset(environment, "AZURE_FEDERATED_TOKEN_FILE")
            || isUnset(environment, "AZURE_TENANT_ID")
            || isUnset(environment, "AZURE_CLIENT_ID")
        ? null
        : new WorkloadIdentityCredentialBuilder().build();
  }

  private static boolean isUnset(Map<String, String> environment, String variable) {
    return environment.getOrDefault(variable, "").isBlank();
  }

  @Override
  public AccessToken token() throws TokenUnavailableException {
    lock.lock();
    try {
      AccessToken known = current;
      if (known != null && clock.instant().plus(MARGIN).isBefore(known.validUntil())) {
        return known;
      }
      AccessToken next = request();
      current = next;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private AccessToken request() throws TokenUnavailableException {
    try {
      com.azure.core.credential.AccessToken token =
          credential
              .getToken(new TokenRequestContext().addScopes(SCOPE))
              .blockOptional(LONGEST_WAIT)
              .orElseThrow(() -> new IllegalStateException("no token"));
      Instant validUntil = token.getExpiresAt().toInstant();
      return new AccessToken(new Secret(token.getToken()), validUntil);
    } catch (RuntimeException e) {
      // Whatever azure-identity throws; it has no common type of its own.
      throw new TokenUnavailableException("no token for the mailboxes: " + e.getMessage(), e);
    }
  }

  @Override
  public void forget() {
    lock.lock();
    try {
      current = null;
    } finally {
      lock.unlock();
    }
  }
}
