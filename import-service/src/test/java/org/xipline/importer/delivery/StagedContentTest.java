package org.xipline.importer.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.UnreadableContentException;
import org.xipline.runtime.payload.PayloadDamagedException;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.ClaimCheck;
import org.xipline.schemas.record.Payload;

class StagedContentTest {
  private static final byte[] CONTENT = "From: alice".getBytes(UTF_8);
  private static final PayloadKey KEY = new PayloadKey("messages/1");

  private final FakePayloadStore payloads = new FakePayloadStore();

  @Test
  void shouldReadWhatIsInTheRecord() throws IOException {
    Payload inline = Payload.newBuilder().setInline(ByteString.copyFrom(CONTENT)).build();

    assertThat(new StagedContent(inline, payloads).open().readAllBytes()).isEqualTo(CONTENT);
  }

  @Test
  void shouldReadWhatTheClaimCheckStandsFor() throws IOException {
    payloads.put(KEY, out -> out.write(CONTENT));

    try (InputStream in = claimed().open()) {
      assertThat(in.read()).isEqualTo('F');
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("rom: alice");
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void shouldRefuseAMessageWhosePayloadIsGoneOrDamaged() throws IOException {
    assertThat(resultOfOpening())
        .isInstanceOfSatisfying(
            AppendResult.Refused.class,
            it -> {
              assertThat(it.reason()).isEqualTo(DeadLetterReason.PAYLOAD_EXPIRED);
              assertThat(it.detail()).contains(KEY.value());
            });
    payloads.put(KEY, out -> out.write(CONTENT));
    payloads.damage(KEY);
    assertThat(resultOfOpening())
        .isInstanceOfSatisfying(
            AppendResult.Refused.class,
            it -> {
              assertThat(it.reason()).isEqualTo(DeadLetterReason.PAYLOAD_DAMAGED);
              assertThat(it.detail()).contains(KEY.value());
            });
  }

  @Test
  void shouldTryAMessageAgainWhosePayloadIsOutOfReach() {
    payloads.fail(new IOException("down"));

    assertThat(resultOfOpening())
        .isInstanceOfSatisfying(
            AppendResult.ContentUnavailable.class, it -> assertThat(it.detail()).contains("down"));
  }

  @Test
  void shouldSayTheSameOfAPayloadThatFailsWhileItIsRead() {
    // Given
    payloads.failWhileRead(new PayloadDamagedException("payload " + KEY));

    // Then
    assertThat(resultOf(() -> claimed().open().read()))
        .isInstanceOfSatisfying(
            AppendResult.Refused.class,
            it -> assertThat(it.reason()).isEqualTo(DeadLetterReason.PAYLOAD_DAMAGED));
    assertThat(resultOf(() -> claimed().open().read(new byte[8], 0, 8)))
        .isInstanceOf(AppendResult.Refused.class);
  }

  private AppendResult resultOfOpening() {
    return resultOf(() -> claimed().open());
  }

  private static AppendResult resultOf(ThrowingCallable call) {
    return ((UnreadableContentException) catchThrowable(call)).result();
  }

  private StagedContent claimed() {
    return new StagedContent(
        Payload.newBuilder()
            .setClaimCheck(
                ClaimCheck.newBuilder()
                    .setKey(KEY.value())
                    .setSha256(Sha256.digest(CONTENT).toByteString()))
            .build(),
        payloads);
  }
}
