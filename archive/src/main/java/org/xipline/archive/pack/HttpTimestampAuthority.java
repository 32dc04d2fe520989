package org.xipline.archive.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.bouncycastle.tsp.TimeStampRequest;

/**
 * A timestamping authority that is asked by HTTP, as RFC 3161 says in section 3.4. Redirections are
 * followed, but not from HTTPS to HTTP.
 */
public final class HttpTimestampAuthority implements TimestampAuthority {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_ANSWER_BYTES = 64 << 10;
  private static final int OK = 200;
  private static final String QUERY = "application/timestamp-query";
  private static final String REPLY = "application/timestamp-reply";

  private final URI location;

  /**
   * @throws IllegalArgumentException if this is no HTTP or HTTPS address
   */
  public HttpTimestampAuthority(URI location) {
    String scheme = String.valueOf(location.getScheme());
    boolean isHttp = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (!isHttp || location.getHost() == null) {
      throw new IllegalArgumentException(location + " is not the URL of a timestamping authority");
    }
    this.location = location;
  }

  @Override
  public byte[] stamp(byte[] signature) throws IOException {
    TimeStampRequest request = TimestampRequests.over(signature);
    return TimestampRequests.tokenOf(ask(request.getEncoded()), request);
  }

  private byte[] ask(byte[] query) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(location)
            .timeout(TIMEOUT)
            .header("Content-Type", QUERY)
            .header("Accept", REPLY)
            .POST(BodyPublishers.ofByteArray(query))
            .build();
    try (var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      return body(client.send(request, BodyHandlers.ofInputStream()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while waiting for a timestamp");
      interrupted.initCause(e);
      throw interrupted;
    } catch (TimestampException e) {
      throw e;
    } catch (IOException e) {
      throw new TimestampException(
          "the timestamping authority at %s does not answer: %s".formatted(location, reasonOf(e)),
          e);
    }
  }

  private byte[] body(HttpResponse<InputStream> response) throws IOException {
    try (InputStream in = response.body()) {
      if (response.statusCode() != OK) {
        throw new TimestampException(
            "the timestamping authority at %s answers with HTTP status %d"
                .formatted(location, response.statusCode()));
      }
      byte[] answer = in.readNBytes(MAX_ANSWER_BYTES + 1);
      if (answer.length > MAX_ANSWER_BYTES) {
        throw new TimestampException(
            "the timestamping authority at %s answers with more than %,d bytes"
                .formatted(location, MAX_ANSWER_BYTES));
      }
      return answer;
    }
  }

  /** The client's exceptions often say their class alone. */
  private static String reasonOf(IOException e) {
    if (e instanceof ConnectException) {
      return "nobody listens there";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
