package org.xipline.archive.pack;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.util.Collection;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;

/** What is asked of a timestamping authority, and what counts as an answer. */
final class TimestampRequests {
  private static final int NONCE_BITS = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  private TimestampRequests() {}

  /** Asks for a token over these bytes, with a number that nobody could have foreseen. */
  static TimeStampRequest over(byte[] signature) throws IOException {
    ChecksumStyle imprint = ChecksumStyle.SHA_256;
    var generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return generator.generate(
        new ASN1ObjectIdentifier(imprint.oid().getId()),
        imprint.digest(signature),
        new BigInteger(NONCE_BITS, RANDOM));
  }

  /**
   * The token in an answer: granted, over what was asked, with the same number, and signed by the
   * certificate that it brings.
   */
  static byte[] tokenOf(byte[] answer, TimeStampRequest request) throws IOException {
    TimeStampResponse response = parse(answer);
    try {
      response.validate(request);
      @Nullable TimeStampToken token = response.getTimeStampToken();
      if (token == null) {
        throw new TimestampException(
            "the timestamping authority gives no timestamp: " + response.getStatusString());
      }
      requireSigned(token);
      return requireSmall(token.getEncoded());
    } catch (TSPException | OperatorCreationException | CertificateException e) {
      throw new TimestampException(
          "the timestamping authority's answer is not one to the request: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new TimestampException("the timestamping authority's answer cannot be read", e);
    }
  }

  private static TimeStampResponse parse(byte[] answer) throws TimestampException {
    try {
      return new TimeStampResponse(answer);
    } catch (TSPException | IOException | RuntimeException e) {
      throw new TimestampException(
          "the timestamping authority's answer cannot be read: is its URL right?", e);
    }
  }

  @SuppressWarnings("unchecked") // the selector selects certificates
  private static void requireSigned(TimeStampToken token)
      throws TSPException, OperatorCreationException, CertificateException, TimestampException {
    Collection<X509CertificateHolder> signers = token.getCertificates().getMatches(token.getSID());
    if (signers.isEmpty()) {
      throw new TimestampException("the timestamp does not bring its authority's certificate");
    }
    token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signers.iterator().next()));
  }

  private static byte[] requireSmall(byte[] token) throws TimestampException {
    if (token.length > TimestampAuthority.MAX_TOKEN_BYTES) {
      throw new TimestampException(
          "the timestamp has %,d bytes; an archive has room for %,d"
              .formatted(token.length, TimestampAuthority.MAX_TOKEN_BYTES));
    }
    return token;
  }
}
