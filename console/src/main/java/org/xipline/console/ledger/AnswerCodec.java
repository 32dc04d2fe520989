package org.xipline.console.ledger;

import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.xipline.console.ledger.stored.StoredAnswer;

/** How the answer to an arrival is written to its store, and read back. */
final class AnswerCodec {

  static StoredAnswer stored(ArrivalAnswer answer) {
    return switch (answer) {
      case ArrivalAnswer.Accepted() -> kind(StoredAnswer.Kind.KIND_ACCEPTED).build();
      case ArrivalAnswer.Repeated() -> kind(StoredAnswer.Kind.KIND_REPEATED).build();
      case ArrivalAnswer.Restaged(var payloads) ->
          kind(StoredAnswer.Kind.KIND_RESTAGED).setRestagedPayloads(payloads).build();
      case ArrivalAnswer.Rejected(var reason, var detail, var signer) -> {
        var stored = kind(StoredAnswer.Kind.KIND_REJECTED).setReason(reason).setDetail(detail);
        signer.map(SignerCodec::stored).ifPresent(stored::setSigner);
        yield stored.build();
      }
    };
  }

  private static StoredAnswer.Builder kind(StoredAnswer.Kind kind) {
    return StoredAnswer.newBuilder().setKind(kind);
  }

  static ArrivalAnswer read(StoredAnswer answer) {
    return switch (answer.getKind()) {
      case KIND_ACCEPTED -> new ArrivalAnswer.Accepted();
      case KIND_REPEATED -> new ArrivalAnswer.Repeated();
      case KIND_RESTAGED -> new ArrivalAnswer.Restaged(answer.getRestagedPayloads());
      case KIND_REJECTED ->
          new ArrivalAnswer.Rejected(
              answer.getReason(),
              answer.getDetail(),
              answer.hasSigner()
                  ? Optional.of(SignerCodec.read(answer.getSigner()))
                  : Optional.empty());
      case KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new SerializationException("an answer of a kind that this version does not know");
    };
  }

  private AnswerCodec() {}
}
