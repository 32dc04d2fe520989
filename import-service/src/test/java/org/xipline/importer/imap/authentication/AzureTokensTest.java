package org.xipline.importer.imap.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AzureTokensTest {
  private static final Duration LIFE = Duration.ofHours(1);

  private final SettableClock clock = new SettableClock();
  private final Issuer issuer = new Issuer();
  private final AzureTokens tokens = new AzureTokens(issuer, clock);

  @Test
  void shouldUseATokenUntilShortlyBeforeItEnds() throws TokenUnavailableException {
    AccessToken first = tokens.token();
    clock.now = clock.now.plus(LIFE).minus(Duration.ofMinutes(6));
    assertThat(tokens.token()).isEqualTo(first);

    clock.now = clock.now.plus(Duration.ofMinutes(2));

    assertThat(tokens.token()).isNotEqualTo(first);
    assertThat(issuer.scopes)
        .containsExactly(
            "https://outlook.office365.com/.default", "https://outlook.office365.com/.default");
  }

  @Test
  void shouldAskAnewForATokenThatNobodyTakesAnyMore() throws TokenUnavailableException {
    AccessToken first = tokens.token();

    tokens.forget();

    assertThat(tokens.token()).isNotEqualTo(first);
  }

  @Test
  void shouldSayWhyThereIsNone() {
    issuer.refuses = true;

    assertThatThrownBy(tokens::token)
        .isInstanceOf(TokenUnavailableException.class)
        .hasMessageContaining("AADSTS7000215");
  }

  private final class Issuer implements TokenCredential {
    private final List<String> scopes = new ArrayList<>();
    private boolean refuses;

    @Override
    public Mono<com.azure.core.credential.AccessToken> getToken(TokenRequestContext request) {
      if (refuses) {
        return Mono.error(new IllegalStateException("AADSTS7000215: Invalid client secret"));
      }
      scopes.addAll(request.getScopes());
      return Mono.just(
          new com.azure.core.credential.AccessToken(
              "token " + scopes.size(), clock.instant().plus(LIFE).atOffset(ZoneOffset.UTC)));
    }
  }

  private static final class SettableClock extends Clock {
    private Instant now = Instant.parse("2026-11-20T09:15:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
