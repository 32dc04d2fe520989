package org.xipline.archive.pack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A timestamping authority on this machine, which can be told to answer badly. */
public final class TimestampServer implements AutoCloseable {
  private static final String POLICY = "1.2.3.4.5.6";

  /** How it answers. */
  public enum Manner {
    WELL,
    /** As if it had been asked with another number. */
    OTHER_NONCE,
    /** As if it had been asked about something else. */
    OTHER_IMPRINT,
    /** It declines. */
    REJECTION,
    WITHOUT_CERTIFICATE,
    /** A page, as a proxy has it. */
    HTML,
    STATUS_500,
    ENDLESS
  }

  private final HttpServer server;
  private final AtomicInteger serial = new AtomicInteger();
  private final Manner manner;

  private TimestampServer(HttpServer server, Manner manner) {
    this.server = server;
    this.manner = manner;
  }

  public static TimestampServer start() throws IOException {
    return start(Manner.WELL);
  }

  static TimestampServer start(Manner manner) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var authority = new TimestampServer(server, manner);
    server.createContext("/tsa", authority::answer);
    server.start();
    return authority;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] query = exchange.getRequestBody().readAllBytes();
      byte[] body =
          switch (manner) {
            case HTML -> "<html>log in</html>".getBytes(StandardCharsets.UTF_8);
            case ENDLESS -> new byte[1 << 20];
            default -> reply(new TimeStampRequest(query));
          };
      exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
      exchange.sendResponseHeaders(manner == Manner.STATUS_500 ? 500 : 200, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private byte[] reply(TimeStampRequest asked) throws Exception {
    SigningIdentity identity = TestPki.timestampAuthority();
    var sha256 = new AlgorithmIdentifier(new ASN1ObjectIdentifier(TSPAlgorithms.SHA256.getId()));
    var tokens =
        new TimeStampTokenGenerator(
            new JcaSimpleSignerInfoGeneratorBuilder()
                .build("SHA256withRSA", identity.key(), identity.leaf()),
            new JcaDigestCalculatorProviderBuilder().build().get(sha256),
            new ASN1ObjectIdentifier(POLICY));
    tokens.addCertificates(
        new JcaCertStore(manner == Manner.WITHOUT_CERTIFICATE ? List.of() : identity.chain()));
    var responses = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
    if (manner == Manner.REJECTION) {
      return responses.generateRejectedResponse(new IllegalStateException("no")).getEncoded();
    }
    return responses
        .generate(
            misheard(asked), BigInteger.valueOf(serial.incrementAndGet()), Date.from(Instant.now()))
        .getEncoded();
  }

  private TimeStampRequest misheard(TimeStampRequest asked) throws IOException {
    var generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    byte[] imprint = asked.getMessageImprintDigest();
    BigInteger nonce = asked.getNonce();
    if (manner == Manner.OTHER_IMPRINT) {
      imprint[0] ^= 1;
    }
    return generator.generate(
        asked.getMessageImprintAlgOID(),
        imprint,
        manner == Manner.OTHER_NONCE ? nonce.add(BigInteger.ONE) : nonce);
  }
}
